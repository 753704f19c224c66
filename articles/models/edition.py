from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.utils import timezone

from articles.enums import KINDS_WITH_TEXT, Kind, Outcome
from articles.languages import Language
from articles.public_urls import path_for

from .edition_index import CARD, LINK, OVER, EditionPhoto, IndexRow
from .immutable import Immutable, ImmutableQuerySet
from .standing import STUB_DAYS, Standing, StandingQuerySet
from .translation import Translation

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
        """Editions with what their last change depends on: two queries, however many."""
        photos = models.Prefetch("photos", EditionPhoto.objects.select_related("photo"))
        return self.select_related("section").prefetch_related(photos)

    def overwriting(self, at: datetime | None = None) -> "EditionQuerySet":
        """Held, released or withdrawn within 30 days: must replace what subscribers keep."""
        at = at or timezone.now()
        recent = self.wire(at).filter(live_from__gt=at - timedelta(days=STUB_DAYS))
        return recent.filter(overwrites=True)

    def left(
        self, scope: StandingQuerySet, at: datetime | None = None
    ) -> "EditionQuerySet":
        """On the wire, of stories that left a scope within 30 days and have not come back to it.

        `scope` are the editions, or their index rows, that ever stood in it. Each of what is found
        has `left_at` and `left_by`, the kind of the edition with which its story left. Those are
        first that subscribers need most: held and withdrawn ones, then those that were corrected,
        released or lost a photo since, then what only moved; the newest first.
        """
        at = at or timezone.now()
        by_edition = issubclass(scope.model, IndexRow)
        edition, article = (
            ("edition", "edition__article") if by_edition else ("pk", "article")
        )
        in_scope = Exists(scope.filter(**{edition: OuterRef("pk")}))
        # Asked by story and not by scope: a tag may have a hundred thousand rows.
        past = Edition.objects.really_live(at).filter(article=OuterRef("article"))
        last_there = past.ended_lately(at).filter(in_scope).order_by("-live_until")
        since = past.filter(live_from__gte=OuterRef("left_at"))
        photos = EditionPhoto.objects.filter(edition=OuterRef("pk"))
        photos = photos.use_changed(OuterRef("left_at"), at)
        mended = since.filter(kind__in=(Kind.CORRECTION, Kind.RELEASE))
        urgency = Case(
            When(~HAS_TEXT, 0), When(Exists(mended) | Exists(photos), 1), default=2
        )
        return (
            self.wire(at)
            .filter(~in_scope, article__in=scope.ended_lately(at).values(article))
            .annotate(left_at=Subquery(last_there.values("live_until")[:1]))
            .annotate(left_by=Subquery(since.order_by("live_from").values("kind")[:1]))
            .order_by(urgency, "-live_from", "-id")
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
    revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, related_name="+"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(
        blank=True, help_text="Correction: what was wrong. Else: the reason."
    )
    note_location = models.CharField(
        max_length=200, blank=True, help_text="Correction: where it stood."
    )
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    replaced_by = models.ForeignKey(
        "articles.Article", models.PROTECT, null=True, related_name="replaces"
    )
    withdrawal_requested = models.BooleanField(default=False)

    headline = models.CharField(max_length=200, blank=True)
    title = models.CharField(
        max_length=220, blank=True, help_text="Headline with its media flag."
    )
    slug = models.SlugField(max_length=80)
    standfirst = models.TextField(blank=True)
    section = models.ForeignKey("articles.Section", models.PROTECT, related_name="editions")
    language = models.CharField(max_length=2, choices=Language)
    urgency = models.PositiveSmallIntegerField(default=4)
    breaking = models.BooleanField(default=False)
    breaking_until = models.DateTimeField(null=True)
    lead_photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, null=True, related_name="+"
    )
    updated_at = models.DateTimeField(
        null=True, help_text="The last update or correction: what readers see as Updated."
    )

    overwrites = models.BooleanField(
        default=False,
        help_text="A hold, release or withdrawal: replaces what subscribers keep.",
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="edition_number_once"
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_until=None),
                name="edition_one_open_ended",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gte=F("live_from")),
                name="edition_forward",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=KINDS_WITH_TEXT)
                | (~Q(headline="") & ~Q(language="")),
                name="edition_text_has_headline",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="edition_kind"),
        ]
        indexes = [
            # Front, latest, archive, site feed: newest first over everything.
            models.Index(
                F("first_published").desc(), F("id").desc(), name="edition_latest"
            ),
            # Section page and feed.
            models.Index(
                "section",
                F("first_published").desc(),
                F("id").desc(),
                name="edition_section",
            ),
            # Feed of a language.
            models.Index(
                "language",
                F("first_published").desc(),
                F("id").desc(),
                name="edition_language",
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
            models.Index(
                "live_from", condition=Q(overwrites=True), name="edition_overwrites"
            ),
            # What has left a section or a language.
            models.Index(
                "section", "live_until", condition=OVER, name="edition_section_left"
            ),
            models.Index(
                "language", "live_until", condition=OVER, name="edition_language_left"
            ),
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
        """Since when the story is being checked: a request to withdraw it makes a new edition."""
        return datetime.fromisoformat(self.content["since"])

    @property
    def is_withdrawn(self) -> bool:
        return self.kind == Kind.WITHDRAWAL

    def is_breaking(self, at: datetime) -> bool:
        return self.breaking and (self.breaking_until is None or at < self.breaking_until)

    def changed_at(self, at: datetime) -> datetime:
        """When the story last changed: its edition began, or a photo's use changed later.

        Reads `photos__photo` from the prefetch of `for_feed` (docs/rules.md 11).
        """
        moments = [self.live_from]
        for row in self.photos.all():
            moments += row.photo.changed_moments(at)
        return max(moments)
