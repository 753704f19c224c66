"""The pages of a newspaper as one writes them with Wagtail: a tree of sections and stories."""

from django.db import models
from django.utils.functional import cached_property
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Orderable, Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.snippets.models import register_snippet

from .paging import turned


@register_snippet
class Author(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField(unique=True)
    job_title = models.CharField(max_length=100, blank=True)
    bio = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class Figure(StructBlock):
    image = ImageBlock()
    caption = CharBlock(required=False)
    credit = CharBlock(required=False)

    class Meta:
        template = "wagtail_site/_figure_block.html"


class StoryQuerySet(PageQuerySet):
    def for_card(self) -> "StoryQuerySet":
        """What a card shows, in a constant number of queries; no bodies."""
        found = self.live().select_related("section", "lead_image").defer("body")
        return found.prefetch_related("lead_image__renditions").order_by("-published", "-pk")


class StoryTag(TaggedItemBase):
    content_object = ParentalKey("StoryPage", on_delete=models.CASCADE, related_name="tagged_items")


class Byline(Orderable):
    page = ParentalKey("StoryPage", on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines")


class Shot(Orderable):
    page = ParentalKey("StoryPage", on_delete=models.CASCADE, related_name="gallery")
    image = models.ForeignKey("wagtailimages.Image", models.PROTECT, related_name="+")
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)


class StoryPage(Page):
    published = models.DateTimeField(db_index=True)
    section = models.ForeignKey("SectionPage", models.PROTECT, related_name="stories")
    standfirst = models.TextField(blank=True)
    dateline_place = models.CharField(max_length=100, blank=True)
    body = StreamField([("text", RichTextBlock()), ("figure", Figure())])
    lead_image = models.ForeignKey(
        "wagtailimages.Image", models.PROTECT, null=True, blank=True, related_name="+"
    )
    lead_caption = models.TextField(blank=True)
    lead_credit = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(blank=True)
    tags = ClusterTaggableManager(through=StoryTag, blank=True)

    objects = PageManager.from_queryset(StoryQuerySet)()
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
        index.RelatedFields(
            "bylines", [index.RelatedFields("author", [index.SearchField("name")])]
        ),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("published"),
    ]

    class Meta:
        indexes = [models.Index(fields=["section", "-published"])]

    def get_context(self, request, *args, **kwargs):
        tags = list(self.tags.all())
        others = StoryPage.objects.for_card().exclude(pk=self.pk)
        alike = others.filter(tagged_items__tag__in=tags).distinct()
        sisters = StoryPage.objects.live().filter(section=self.section).select_related("section")
        return super().get_context(request, *args, **kwargs) | {
            "tags": tags,
            "authors": [line.author for line in self.bylines.select_related("author")],
            "shots": self.gallery.select_related("image").prefetch_related("image__renditions"),
            "related": alike[:4],
            "latest": others[:8],
            "older": sisters.filter(published__lt=self.published).order_by("-published").first(),
            "newer": sisters.filter(published__gt=self.published).order_by("published").first(),
        }

    @cached_property
    def linked_data(self):
        return {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "description": self.standfirst,
            "url": self.full_url,
            "datePublished": self.published.isoformat(),
            "articleSection": self.section.title,
        }


class SectionPage(Page):
    intro = models.TextField(blank=True)

    def get_context(self, request, *args, **kwargs):
        stories = StoryPage.objects.for_card().filter(section=self)
        return super().get_context(request, *args, **kwargs) | {"stories": turned(request, stories)}


class FrontPage(Page):
    intro = models.TextField(blank=True)

    def get_context(self, request, *args, **kwargs):
        """Slots first, filled from the latest; no story twice."""
        stories = StoryPage.objects.for_card()
        slots = self.slots.values_list("story", flat=True)
        slotted = stories.in_bulk(slots)
        latest = list(stories[:16])
        top = list({one.pk: one for one in [*map(slotted.get, slots), *latest]}.values())[:4]
        shown = {one.pk for one in top}
        wire = [one for one in latest if one.pk not in shown][:12]
        shown |= {one.pk for one in wire}
        sections = SectionPage.objects.live().order_by("path")
        blocks = [
            (part, stories.filter(section=part).exclude(pk__in=shown)[:4]) for part in sections
        ]
        found = {"top": top, "wire": wire, "blocks": blocks}
        return super().get_context(request, *args, **kwargs) | found


class Slot(Orderable):
    page = ParentalKey(FrontPage, on_delete=models.CASCADE, related_name="slots")
    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="+")
