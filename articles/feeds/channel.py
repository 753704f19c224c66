"""The head of a feed, alike in every format; hubs in HTTP headers."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

from articles.models import SiteSettings
from articles.public_urls import absolute_url

from .scopes import Scope

GENERATOR = "Newsroom"
ICON_WIDTHS = (64, 144, 180, 512)
# When an empty feed changed of a site whose settings nobody has saved: Atom must have one.
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Icon:
    """Our mark as a PNG, square."""

    url: str
    width: int


@dataclass(frozen=True)
class Channel:
    """The head of one document; `full` tells full text from its twin of summaries."""

    id: str
    title: str
    description: str
    language: str
    home: str
    address: str
    publisher: str
    updated: datetime
    copyright: str
    terms: str
    icons: tuple[Icon, ...]  # narrowest first
    full: bool = True
    hubs: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # rel and address of RFC 5005
    is_archive: bool = False

    def with_archive(self, address: str) -> "Channel":
        """The same head with the way to what is older."""
        return replace(self, links=(("prev-archive", address),))

    def archived(self, address: str, links: dict[str, str]) -> "Channel":
        """The head of an archive: nobody is told when it changes, so it names no hub."""
        return replace(
            self, address=address, links=tuple(links.items()), hubs=(), is_archive=True
        )

    @property
    def older(self) -> str:
        """The address of what is older, empty where nothing is."""
        return dict(self.links).get("prev-archive", "")

    def icon(self, width: int) -> Icon:
        """The widest mark of no more than this width."""
        return [icon for icon in self.icons if icon.width <= width][-1]


def channel(
    scope: Scope,
    site: SiteSettings,
    feed_format: str,
    newest: datetime | None,
    name: str = "feed",
) -> Channel:
    """The channel of a scope; `newest` is its stories' newest change, if it has any."""
    full = name == "feed"
    moments = (newest, scope.changed_at, site.changed_at)
    return Channel(
        id=scope.id if full else f"{scope.id}/summary",
        title=scope.title if full else f"{scope.title} (summaries)",
        description=scope.description,
        language=scope.language,
        home=absolute_url(scope.home),
        address=absolute_url(scope.address(feed_format, name)),
        publisher=site.name,
        updated=max(filter(None, moments), default=BEGINNING),
        copyright=site.copyright_line,
        terms=absolute_url(reverse("fixed_page", args=["terms"])),
        icons=icons(),
        full=full,
        hubs=tuple(settings.WEBSUB_HUBS) if scope.pushed else (),
    )


def icons() -> tuple[Icon, ...]:
    """RSS allows 144 pixels, JSON Feed asks for 64 and 512, home screens for 180."""
    paths = [(static(f"articles/icon-{width}.png"), width) for width in ICON_WIDTHS]
    # Static files may lie on a host of their own.
    return tuple(Icon(urljoin(absolute_url("/"), path), width) for path, width in paths)


def announced(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view whose answers, a 304 too, name the hubs and the topic; without hubs nothing."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if settings.WEBSUB_HUBS and response.status_code in (200, 304):
            links = [f'<{hub}>; rel="hub"' for hub in settings.WEBSUB_HUBS]
            links.append(f'<{absolute_url(request.path)}>; rel="self"')
            if "Link" in response:
                links.insert(0, response["Link"])
            response["Link"] = ", ".join(links)
        return response

    return wrapped
