"""What a feed says of itself, alike in every format."""

from dataclasses import dataclass
from datetime import UTC, datetime

from articles.formats.address import absolute
from articles.models import SiteSettings

from .scopes import Scope

GENERATOR = "Newsroom"
# The stamp of an empty feed of a site whose settings nobody has saved: Atom must have one.
BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Channel:
    id: str
    title: str
    description: str
    language: str
    home: str
    address: str
    publisher: str
    updated: datetime


def channel(scope: Scope, site: SiteSettings, feed_format: str, newest: datetime | None) -> Channel:
    """The channel of a scope; `newest` is its stories' newest change, if it has any."""
    return Channel(
        id=scope.id,
        title=scope.title,
        description=scope.description,
        language=scope.language,
        home=absolute(scope.home),
        address=absolute(scope.address(feed_format)),
        publisher=site.name,
        updated=newest or scope.changed_at or site.changed_at or BEGINNING,
    )
