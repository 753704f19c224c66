"""What a feed is of: the site, a section, a tag or an author."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Edition, EditionByline, EditionTag, Section, SiteSettings, Tag

MODELS: dict[str, type[Model]] = {"section": Section, "tag": Tag, "author": Author}


class Moved(Exception):
    """The slug was retired: `slug` is the present one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class Scope:
    kind: str
    pk: int
    slug: str
    title: str
    description: str
    language: str
    home: str
    changed_at: datetime | None

    @property
    def id(self) -> str:
        """A tag URI (RFC 4151) of numbers: it outlives slugs, names and http."""
        host = urlsplit(settings.PUBLIC_URL).hostname
        return f"tag:{host},2025:feed/{self.kind}/{self.pk}"

    def address(self, feed_format: str) -> str:
        """The path of this feed."""
        if self.kind == "site":
            return reverse("feed", args=[feed_format])
        return reverse(f"{self.kind}_feed", args=[self.slug, feed_format])

    def newest(self, at: datetime, limit: int) -> QuerySet:
        """The ids of the newest editions that subscribers are told of."""
        if self.kind == "tag":
            rows, key = EditionTag.objects.wire(at).filter(tag=self.pk), "edition_id"
        elif self.kind == "author":
            rows, key = EditionByline.objects.wire(at).filter(author=self.pk), "edition_id"
        else:
            rows, key = self._of_section(Edition.objects.wire(at)), "id"
        return rows.order_by("-first_published", f"-{key}").values(key)[:limit]

    def refuse_never_public(self, at: datetime) -> None:
        """Raise Http404 for a tag of drafts alone: its name says what is being written."""
        rows = EditionTag.objects.really_live(at).filter(tag=self.pk)
        if self.kind == "tag" and not rows.exists():
            raise Http404

    def overwritten(self, at: datetime, limit: int) -> QuerySet:
        """The ids of editions that must overwrite what subscribers keep, however old."""
        editions = self._of_section(Edition.objects.overwriting(at))
        if self.kind == "tag":
            editions = editions.filter(tags__tag=self.pk)
        elif self.kind == "author":
            editions = editions.filter(bylines__author=self.pk)
        return editions.order_by("-live_from", "-id").values("id")[:limit]

    def _of_section(self, editions: QuerySet) -> QuerySet:
        return editions.filter(section=self.pk) if self.kind == "section" else editions


def site_scope(site: SiteSettings) -> Scope:
    return Scope(
        "site", 0, "", site.name, site.description, "en", reverse("front"), site.changed_at
    )


def scope(kind: str, slug: str, site: SiteSettings) -> Scope:
    """The scope at this address. Raises Moved for a retired slug, Http404 for an unknown one."""
    found = MODELS[kind].objects.filter(slug=slug).first()
    if found is None:
        raise _moved_or_missing(kind, slug)
    return Scope(
        kind=kind,
        pk=found.pk,
        slug=found.slug,
        title=f"{site.name}: {found.name}",
        description=_description(kind, found, site),
        language=getattr(found, "language", "en"),
        home=found.get_absolute_url(),
        changed_at=getattr(found, "changed_at", None),
    )


def _description(kind: str, found: Model, site: SiteSettings) -> str:
    if kind == "author":
        return f"Stories by {found.name}"
    return found.description or f"{found.name} – {site.description}"


def _moved_or_missing(kind: str, slug: str) -> Exception:
    aliases = MODELS[kind].aliases.rel.related_model
    alias = aliases.objects.filter(slug=slug).select_related("target").first()
    if alias is None or (kind == "tag" and not alias.target.was_public(timezone.now())):
        return Http404()
    return Moved(alias.target.slug)
