from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from articles.enums import KINDS_WITH_TEXT, Kind, Outcome
from articles.languages import Language
from articles.public_urls import path_for

from .immutable import Immutable, ImmutableQuerySet
from .standing import STUB_DAYS, Standing, StandingQuerySet
from .translation import Translation

# The columns of a link to a story, and of its card in a list: a list of thirty stories with all
# columns of each, of its section and of its photo takes twice as long.
LINK = (
    "title headline slug language breaking breaking_until first_published live_from live_until "
    "kind article section__slug section__name"
).split()
CARD = [
    *LINK,
    *"standfirst updated_at lead_photo__caption lead_photo__credit lead_photo__alt".split(),
    *"lead_photo__decorative lead_photo__ends_at".split(),
]

# Few lives are over; of the others no index needs to know.
OVER = Q(live_until__isnull=False)
HAS_TEXT = Q(kind__in=KINDS_WITH_TEXT)


class EditionQuerySet(ImmutableQuerySet, StandingQuerySet):
    def for_card(self) -> "EditionQuerySet":
        """Editions with what a card in a list shows; pages.cards fetches the pictures' files."""
        return self.select_related("section", "lead_photo").only(*CARD)

    def for_link(self) -> "EditionQuerySet":
        """Editions with what a line that leads to a story shows."""
        return self.select_related("section").only(*LINK)

    def for_page(self) -> "EditionQuerySet":
        return self.select_related("section")

    def for_feed(self) -> "EditionQuerySet":
        """Editions with what their stamps depend on: two queries, however many."""
        photos = models.Prefetch("photos", EditionPhoto.objects.select_related("photo"))
        return self.select_related("section").prefetch_related(photos)

    def overwriting(self, at: datetime | None = None) -> "EditionQuerySet":
        """Held, released or withdrawn within 30 days: must replace what subscribers keep."""
        at = at or timezone.now()
        recent = self.wire(at).filter(live_from__gt=at - timedelta(days=STUB_DAYS))
        return recent.filter(overwrites=True)

    def left(self, scope: StandingQuerySet, at: datetime | None = None) -> "EditionQuerySet":
        """On the wire, of stories that left a scope within 30 days and have not come back to it.

        `scope` are the editions, or their index rows, that ever stood in it. Each of what is found
        has `left_at` and `left_by`, the kind of the edition with which its story left. Those are
        first that subscribers need most: held and withdrawn ones, then those that were corrected,
        released or lost a photo since, then what only moved; the newest first.
        """
        at = at or timezone.now()
        rows = issubclass(scope.model, IndexRow)
        own, story = ("edition", "edition__article") if rows else ("pk", "article")
        in_it = Exists(scope.filter(**{own: OuterRef("pk")}))
        # Asked by story and not by scope: a tag may have a hundred thousand rows.
        lives = Edition.objects.really_live(at).filter(article=OuterRef("article"))
        last = lives.ended_lately(at).filter(in_it).order_by("-live_until")
        since = lives.filter(live_from__gte=OuterRef("left_at"))
        photos = EditionPhoto.objects.filter(edition=OuterRef("pk"))
        photos = photos.use_changed(OuterRef("left_at"), at)
        urgent = Exists(since.filter(kind__in=(Kind.CORRECTION, Kind.RELEASE))) | Exists(photos)
        return (
            self.wire(at)
            .filter(~in_it, article__in=scope.ended_lately(at).values(story))
            .annotate(left_at=Subquery(last.values("live_until")[:1]))
            .annotate(left_by=Subquery(since.order_by("live_from").values("kind")[:1]))
            .order_by(Case(When(~HAS_TEXT, 0), When(urgent, 1), default=2), "-live_from", "-id")
        )

    def corrections(self, at: datetime | None = None) -> "EditionQuerySet":
        """Corrections of stories that are live now, for the log of them."""
        at = at or timezone.now()
        live = Edition.objects.live(at).filter(article=OuterRef("article"))
        return self.corrected(at).filter(Exists(live))

    def corrected(self, at: datetime | None = None) -> "EditionQuerySet":
        """Corrections that readers have seen, whatever became of their stories since."""
        # Corrections always move `updated_at`; naming it lets the small partial index serve.
        return self.really_live(at).filter(kind=Kind.CORRECTION, updated_at__isnull=False)

    def translating(self, articles: Iterable[int]) -> "EditionQuerySet":
        """Editions of stories that have translations and of these, each with its set as `group`.

        An edition in another language than the set has its story for is none of them: the story
        was published before somebody changed its language.
        """
        rows = self.filter(
            article__translation__in=Translation.objects.of(*articles),
            article__translation__language=F("language"),
        )
        return rows.annotate(
            group=F("article__translation__group"),
            is_original=F("article__translation__is_original"),
        )

    def span(self) -> "tuple[datetime, datetime] | None":
        """When the first and the last of them were first published, by the ends of an index."""
        moments = self.newest_first().values_list("first_published", flat=True)
        first, last = moments.reverse().first(), moments.first()
        return (first, last) if first and last else None

    def newest_first(self) -> "EditionQuerySet":
        return self.order_by("-first_published", "-id")


class Edition(Immutable, Standing):
    """A published snapshot, immutable and numbered.

    `content` is the canonical JSON that was approved (desk/stories/snapshot.py has its shape) and
    is never written again; the columns below it are its index, for finding and sorting.
    """

    # What merges, renames and the end of a life may write; everything else is content.
    mutable_fields = frozenset({"section", "section_id", "live_until"})

    article = models.ForeignKey("articles.Article", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    revision = models.ForeignKey("articles.Revision", models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, help_text="Correction: what was wrong. Else: the reason.")
    note_location = models.CharField(
        max_length=200, blank=True, help_text="Correction: where it stood."
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    replaced_by = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="replaces"
    )
    withdrawal_requested = models.BooleanField(default=False)

    headline = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=220, blank=True, help_text="Headline with its media flag.")
    slug = models.SlugField(max_length=80)
    standfirst = models.TextField(blank=True)
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="editions")
    language = models.CharField(max_length=2, choices=Language)
    urgency = models.PositiveSmallIntegerField(default=4)
    breaking = models.BooleanField(default=False)
    breaking_until = models.DateTimeField(null=True)
    lead_photo = models.ForeignKey("articles.Photo", models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField(
        null=True, help_text="The last update or correction: what readers see as Updated."
    )

    overwrites = models.BooleanField(
        default=False, help_text="A hold, release or withdrawal: replaces what subscribers keep."
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until=None), name="edition_one_open_ended"
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="edition_life_forward",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=KINDS_WITH_TEXT) | (~Q(headline="") & ~Q(language="")),
                name="edition_text_has_headline",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="edition_kind"),
        ]
        indexes = [
            # Front, latest, archive, site feed: newest first over everything.
            models.Index(F("first_published").desc(), F("id").desc(), name="edition_latest"),
            # Section page and feed.
            models.Index(
                "section", F("first_published").desc(), F("id").desc(), name="edition_section"
            ),
            # Feed of a language.
            models.Index(
                "language", F("first_published").desc(), F("id").desc(), name="edition_language"
            ),
            # Corrections log.
            models.Index(
                F("live_from").desc(),
                F("id").desc(),
                condition=Q(updated_at__isnull=False),
                name="edition_corrections",
            ),
            # The next moment at which a list changes.
            models.Index("live_from", condition=Q(live_until=None), name="edition_waiting"),
            # Stubs of feeds. A full index on live_from or kind would tempt SQLite away from the
            # lists' own indexes (docs/decisions/0023), so these are partial, on bare columns.
            models.Index("live_from", condition=Q(overwrites=True), name="edition_overwrites"),
            # What has left a section or a language.
            models.Index("section", "live_until", condition=OVER, name="edition_section_left"),
            models.Index("language", "live_until", condition=OVER, name="edition_language_left"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def cache_keys(self) -> tuple[str, ...]:
        return (f"article:{self.article_id}",)

    def get_absolute_url(self) -> str:
        return path_for("article", self.section.slug, self.article_id, self.slug)

    @property
    def has_text(self) -> bool:
        return self.kind in KINDS_WITH_TEXT

    @property
    def is_held(self) -> bool:
        return self.kind == Kind.HOLD

    @property
    def held_since(self) -> datetime:
        """Since when a held story is being checked: asking for its withdrawal moves nothing."""
        return datetime.fromisoformat(self.content["since"])

    @property
    def is_withdrawn(self) -> bool:
        return self.kind == Kind.WITHDRAWAL

    def is_breaking(self, at: datetime) -> bool:
        return self.breaking and (self.breaking_until is None or at < self.breaking_until)

    def changed_at(self, at: datetime) -> datetime:
        """Return the story's stamp: its edition's beginning or a later change of a photo's use.

        Reads `photos__photo` from the prefetch of `for_feed` (docs/rules.md 11).
        """
        turns = [moment for row in self.photos.all() for moment in row.photo.changed_moments(at)]
        return max([self.live_from, *turns])


class IndexRowQuerySet(StandingQuerySet):
    def for_card(self) -> "IndexRowQuerySet":
        """Rows with what a card of their edition shows."""
        joined = self.select_related("edition__section", "edition__lead_photo")
        return joined.only("first_published", *(f"edition__{name}" for name in CARD))


class IndexRow(Standing):
    """A through row of an edition that repeats its life; rewritten by merges."""

    objects = IndexRowQuerySet.as_manager()

    class Meta:
        abstract = True


class EditionTag(IndexRow):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="tags")
    tag = models.ForeignKey("articles.Tag", models.PROTECT, related_name="edition_tags")
    name = models.CharField(max_length=100, help_text="As printed.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "tag"], name="edition_tag_once")]
        indexes = [
            # Tag page and feed.
            models.Index(
                "tag", F("first_published").desc(), F("edition").desc(), name="edition_tag_list"
            ),
            # What has left a tag.
            models.Index("tag", "live_until", condition=OVER, name="edition_tag_left"),
        ]


class EditionByline(IndexRow):
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="bylines")
    author = models.ForeignKey("articles.Author", models.PROTECT, related_name="edition_bylines")
    name = models.CharField(max_length=120, help_text="As printed.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "author"], name="edition_author_once")
        ]
        indexes = [
            # Author page and feed.
            models.Index(
                "author",
                F("first_published").desc(),
                F("edition").desc(),
                name="edition_author_list",
            ),
            # What has left an author.
            models.Index("author", "live_until", condition=OVER, name="edition_author_left"),
        ]


class EditionPhotoQuerySet(models.QuerySet):
    def use_changed(self, after: Any, at: datetime) -> "EditionPhotoQuerySet":
        """Those whose photo's use in public changed after a moment (`Photo.changed_moments`)."""
        ended = Q(photo__ends_at__gt=after, photo__ends_at__lte=at)
        return self.filter(ended | Q(photo__rights_at__gt=after, photo__rights_at__lte=at))


class EditionPhoto(models.Model):
    """That an edition shows a photo; caption, credit and alt are in the content."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="photos")
    photo = models.ForeignKey("articles.Photo", models.PROTECT, related_name="edition_photos")

    objects = EditionPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "photo"], name="edition_photo_once")
        ]
