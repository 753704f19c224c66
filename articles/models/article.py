import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from taggit.managers import TaggableManager

from articles.enums import Flag, State, Urgency
from articles.languages import Language

from .tag import TaggedArticle


class ArticleQuerySet(models.QuerySet):
    def for_desk(self) -> "ArticleQuerySet":
        """Desk copies with what the list of stories shows."""
        return self.select_related("section", "owner", "lead_photo").prefetch_related(
            "bylines__author", "tags", "lead_photo__renditions"
        )


class Article(models.Model):
    """The desk copy: what editors work on. Readers never see it, only its editions."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    headline = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=80,
        blank=True,
        help_text="End of the web address. Empty: taken from the headline.",
    )
    section = models.ForeignKey(
        "articles.Section", models.PROTECT, null=True, blank=True, related_name="articles"
    )
    standfirst = models.TextField(
        blank=True, help_text="One or two sentences below the headline."
    )
    dateline_place = models.CharField(
        max_length=120, blank=True, help_text="BAKU, Azerbaijan"
    )
    body = models.TextField(blank=True)
    tags = TaggableManager(through=TaggedArticle, blank=True)
    lead_photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, null=True, blank=True, related_name="led_articles"
    )
    lead_caption = models.TextField(blank=True, help_text="Empty: the photo's own caption.")
    lead_alt = models.CharField(
        max_length=300, blank=True, help_text="Empty: the photo's own alt text."
    )
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    urgency = models.PositiveSmallIntegerField(choices=Urgency, default=Urgency.ROUTINE)
    breaking = models.BooleanField(default=False)
    breaking_until = models.DateTimeField(null=True, blank=True)
    photo_flag = models.CharField("(PHOTO)", max_length=4, choices=Flag, default=Flag.AUTO)
    video_flag = models.CharField("(VIDEO)", max_length=4, choices=Flag, default=Flag.AUTO)
    source = models.CharField("source attribution", max_length=200, blank=True)
    source_url = models.URLField(
        "source URL", max_length=2000, blank=True, help_text="Where they published it."
    )
    embargo_until = models.DateTimeField(null=True, blank=True)
    internal_note = models.TextField(
        "desk note", blank=True, help_text="For editors only. Never published."
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="articles"
    )
    state = models.CharField(
        max_length=10, choices=State, default=State.WRITING, editable=False
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    approved = models.ForeignKey(
        "articles.Revision", models.PROTECT, null=True, editable=False, related_name="+"
    )
    last_approved = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Kept when a later save ends the approval: what the next review compares with.",
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    review_note = models.TextField(
        blank=True, editable=False, help_text="The last note between writer and reviewer."
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    trashed_at = models.DateTimeField(null=True, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "story", "stories"
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="article_state"
            ),
            models.CheckConstraint(
                condition=models.Q(urgency__gte=1, urgency__lte=8), name="article_urgency"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def urn(self) -> str:
        """The id of the story in every format (RFC 9562)."""
        return self.uuid.urn


class ArticleByline(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        "articles.Author", models.PROTECT, related_name="desk_bylines"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"], name="article_author_once"
            )
        ]


class ArticlePhoto(models.Model):
    """A photo of the gallery, with caption and alt text of its own or, where empty, the photo's."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="gallery")
    photo = models.ForeignKey(
        "articles.Photo", models.PROTECT, related_name="desk_galleries"
    )
    caption = models.TextField(blank=True)
    alt = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "photo"], name="article_photo_once")
        ]


class ArticleFigure(models.Model):
    """That a desk copy shows a photo in its body: protects it, and answers where it is used."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="figures")
    photo = models.ForeignKey("articles.Photo", models.PROTECT, related_name="desk_figures")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "photo"], name="article_figure_once")
        ]
