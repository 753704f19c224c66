"""What a feed is of: the site, a section, a tag, an author, a language, corrections, the top.

A kind is one small class: how it is found, what it is called and which stories it tells. To add
one, subclass `Scope`, name it in `KINDS` and give it an address in `urls.py`.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse

from articles.languages import Language
from articles.models import (
    Author,
    Edition,
    EditionByline,
    EditionTag,
    FrontSlot,
    Section,
    SiteSettings,
    Tag,
)
from articles.pages.front import slots_with_stories


class SlugRetired(Exception):
    """The slug was retired: `slug` is the present one."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True)
class Scope:
    """The subject of a feed, as found at a moment; all of the site by itself."""

    title: str
    description: str
    home: str
    language: str = Language.ENGLISH
    changed_at: datetime | None = None  # what is not a story: a name, a slot of the front
    pk: int = 0
    slug: str = ""

    kind: ClassVar[str] = "site"
    pushed: ClassVar[bool] = True  # hubs are told when it changes
    # Whether a story that a correction took out was never rightly in it.
    disowns: ClassVar[bool] = False

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        """The scope of this name. Raises SlugRetired, or Http404 for an unknown one."""
        return cls(
            site.name, site.description, reverse("front"), changed_at=site.changed_at
        )

    @property
    def id(self) -> str:
        """A tag URI (RFC 4151) of numbers: it outlives slugs, names and http."""
        host = urlsplit(settings.PUBLIC_URL).hostname
        return f"tag:{host},2025:feed/{self.kind}/{self.pk}"

    def address(self, feed_format: str, name: str = "feed") -> str:
        """The path of this feed, or of its twin: `name` is `feed` or `summary`."""
        route = name if self.kind == "site" else f"{self.kind}_{name}"
        return reverse(route, args=[self.slug, feed_format] if self.slug else [feed_format])

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        """Those of the editions that belong to this scope."""
        return editions

    def newest(self, at: datetime, limit: int) -> QuerySet:
        """The ids of the newest editions that subscribers are told of."""
        rows = self.of(Edition.objects.wire(at), at)
        return rows.order_by("-first_published", "-id").values("id")[:limit]

    def overwritten(self, at: datetime, limit: int) -> QuerySet:
        """The ids of editions that must overwrite what subscribers keep, however old."""
        rows = self.of(Edition.objects.overwriting(at), at)
        return rows.order_by("-live_from", "-id").values("id")[:limit]

    def left(self, at: datetime) -> QuerySet:
        """The editions of stories that have left this scope within 30 days (`Edition.left`)."""
        return Edition.objects.none()

    def pinned(self, at: datetime) -> list[int]:
        """The ids of editions that stand first, in their order."""
        return []

    def annotated(self, editions: QuerySet, at: datetime) -> QuerySet:
        """The editions with what `sort_key` reads."""
        return editions

    def sort_key(self, edition: Any) -> tuple:
        """What the items are sorted by, highest first."""
        return edition.first_published, edition.pk


@dataclass(frozen=True)
class _Subject(Scope):
    """What a story may be filed under, and leave again."""

    def rows(self) -> QuerySet:
        """The editions, or their index rows, that ever stood in it."""
        raise NotImplementedError

    def left(self, at: datetime) -> QuerySet:
        return Edition.objects.left(self.rows(), at)


@dataclass(frozen=True)
class _Named(_Subject):
    """Something with a name and a page of its own."""

    model: ClassVar[type[Model]]

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        obj = cls.model.public(at).filter(slug=slug).first()
        if obj is None:
            raise cls.retired_or_missing(slug, at)
        scope = cls.of_object(obj, site)
        if obj.name_is_public(at):
            return scope
        # For who has its address; its name may be news, or withdrawn (docs/rules.md 35).
        title, home = f"{site.name}: a {cls.kind}", reverse("latest")
        return replace(scope, title=title, description=site.description, home=home)

    @classmethod
    def of_object(cls, obj: Any, site: SiteSettings) -> Self:
        """The scope of a section, tag or author."""
        return cls(
            title=f"{site.name}: {obj.name}",
            description=cls.describe(obj, site),
            home=obj.get_absolute_url(),
            language=getattr(obj, "language", Language.ENGLISH),
            changed_at=obj.changed_at,
            pk=obj.pk,
            slug=obj.slug,
        )

    @classmethod
    def describe(cls, obj: Any, site: SiteSettings) -> str:
        return obj.description or f"{obj.name} – {site.description}"

    @classmethod
    def retired_or_missing(cls, slug: str, at: datetime) -> Exception:
        """What to raise for a slug that nothing public has."""
        target = cls.model.public(at).filter(aliases__slug=slug).first()
        return SlugRetired(target.slug) if target else Http404()


@dataclass(frozen=True)
class OfSection(_Named):
    kind: ClassVar[str] = "section"
    model: ClassVar[type[Model]] = Section

    def rows(self) -> QuerySet:
        return Edition.objects.filter(section=self.pk)

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        return editions.filter(section=self.pk)


@dataclass(frozen=True)
class _Carried(_Named):
    """What stories carry by its name."""

    disowns: ClassVar[bool] = True

    def newest(self, at: datetime, limit: int) -> QuerySet:
        """Edition ids along the through table's own index."""
        rows = self.rows().wire(at).order_by("-first_published", "-edition_id")
        return rows.values("edition_id")[:limit]


@dataclass(frozen=True)
class OfTag(_Carried):
    kind: ClassVar[str] = "tag"
    model: ClassVar[type[Model]] = Tag

    def rows(self) -> QuerySet:
        return EditionTag.objects.filter(tag=self.pk)

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        return editions.filter(tags__tag=self.pk)


@dataclass(frozen=True)
class OfAuthor(_Carried):
    kind: ClassVar[str] = "author"
    model: ClassVar[type[Model]] = Author

    @classmethod
    def describe(cls, obj: Author, site: SiteSettings) -> str:
        return f"Stories by {obj.name}"

    def rows(self) -> QuerySet:
        return EditionByline.objects.filter(author=self.pk)

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        return editions.filter(bylines__author=self.pk)


@dataclass(frozen=True)
class OfLanguage(_Subject):
    kind: ClassVar[str] = "language"

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        if slug not in Language.values:
            raise Http404
        name = f"{site.name}: {Language(slug).label}"
        description = f"{site.description}, in {Language(slug).label}"
        home = reverse("language", args=[slug])
        return cls(name, description, home, slug, changed_at=site.changed_at, slug=slug)

    @property
    def id(self) -> str:
        # A language has no number; its code is for good.
        return super().id.removesuffix("0") + self.slug

    def rows(self) -> QuerySet:
        return Edition.objects.filter(language=self.slug)

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        return editions.filter(language=self.slug)


@dataclass(frozen=True)
class Corrections(Scope):
    """Corrected stories, the latest correction first; each under its one id, as everywhere."""

    kind: ClassVar[str] = "corrections"

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        description = f"What {site.name} got wrong and put right"
        title, home = f"{site.name}: Corrections", reverse("corrections")
        return cls(title, description, home, changed_at=site.changed_at)

    def of(self, editions: QuerySet, at: datetime) -> QuerySet:
        corrections = Edition.objects.corrected(at).filter(article=OuterRef("article"))
        return editions.filter(Exists(corrections))

    def newest(self, at: datetime, limit: int) -> QuerySet:
        """Walks the small index of corrections; a story corrected twice takes two steps."""
        corrections = Edition.objects.corrected(at).order_by("-live_from", "-id")
        stories = corrections.values("article")[: 2 * limit]
        return Edition.objects.wire(at).filter(article__in=stories).values("id")

    def annotated(self, editions: QuerySet, at: datetime) -> QuerySet:
        corrections = Edition.objects.corrected(at).filter(article=OuterRef("article"))
        moments = corrections.order_by("-live_from").values("live_from")[:1]
        return editions.annotate(corrected_at=moments)

    def sort_key(self, edition: Any) -> tuple:
        return edition.corrected_at or edition.first_published, edition.pk


@dataclass(frozen=True)
class Top(Scope):
    """The front as the desk has ordered it: its slots, then the latest."""

    kind: ClassVar[str] = "top"

    @classmethod
    def find(cls, slug: str, site: SiteSettings, at: datetime) -> Self:
        last = FrontSlot.objects.last_change(at)
        return cls(
            f"{site.name}: Top stories",
            f"{site.description}, as the front has it",
            reverse("front"),
            changed_at=max(filter(None, (last, site.changed_at)), default=None),
        )

    def pinned(self, at: datetime) -> list[int]:
        slots = slots_with_stories(Edition.objects.live(at), at)
        return [edition.pk for _slot, edition in slots]


KINDS: dict[str, type[Scope]] = {
    kind.kind: kind
    for kind in (Scope, OfSection, OfTag, OfAuthor, OfLanguage, Corrections, Top)
}
