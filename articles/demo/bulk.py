"""Generated stories in bulk, for load and for measuring lists."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.desk.log import events, sitemap_months
from articles.enums import Kind, State
from articles.models import (
    Article,
    ArticleByline,
    Author,
    Edition,
    EditionByline,
    EditionTag,
    Revision,
    Section,
    Tag,
    TaggedArticle,
)
from articles.models.canonical import digest
from articles.search.indexing import index_editions
from articles.text.plain_text import slugify

BATCH = 1000
FREQUENT = "Broadband"  # a third of the stories carry it

WHO = "Regulator Operator University Ministry Exchange Laboratory City Port Agency School".split()
DOES = (
    "opens tests extends measures publishes plans connects renews reviews completes".split()
)
WHAT = [
    "fibre line",
    "5G masts",
    "data centre",
    "register of services",
    "training course",
    "satellite link",
    "open data set",
    "sensor network",
    "language model",
    "payment service",
]
WHERE = "Baku Ganja Sumgayit Shaki Lankaran Nakhchivan Mingachevir Guba Shamakhi Khachmaz".split()
SENTENCES = [
    "The work took eleven weeks and cost less than planned, according to its report.",
    "Users will notice shorter waiting times, above all in the evening.",
    "A second phase is to follow next year if the figures hold.",
    "The results are open to everyone and may be used with a note of their origin.",
    "Experts had asked for such a step since the first survey of the subject.",
    "Equipment of three makers was compared over a full winter.",
    "Households in forty villages are connected in the first step.",
    "The partners meet again in spring to decide on prices and times.",
]


def make(
    count: int, *, by: Any, progress: Callable[[int], object] = lambda size: None
) -> None:
    """Add generated stories, live, the oldest first, up to a quarter of an hour ago.

    Rows are written as the verbs would write them, without the verbs: 100,000 stories in
    minutes. One event says that everything has changed. `progress` is told how many more are made.
    """
    source = _Source(by=by, count=count)
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        with transaction.atomic():
            _write(source, start, size)
            if start + size == count:
                events.log_event("demo", by=by, keys=source.keys(), at=timezone.now())
                sitemap_months.rebuild()
        progress(size)


class _Source:
    """Draws the parts of generated stories; the same each time but for ids and moments."""

    def __init__(self, *, by: Any, count: int) -> None:
        self.by = by
        self.dice = random.Random(f"stories-{count}")  # noqa: S311  not a secret
        self.sections = list(Section.objects.active().filter(language="en"))
        self.authors = list(Author.objects.order_by("pk"))
        tags = list(Tag.objects.order_by("pk"))
        self.frequent = next(tag for tag in tags if tag.name == FREQUENT)
        self.others = [tag for tag in tags if tag != self.frequent]
        self.end = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=15)
        self.step = timedelta(minutes=17)
        self.count = count

    def moment(self, number: int) -> datetime:
        return self.end - (self.count - 1 - number) * self.step

    def content(self, number: int) -> dict[str, Any]:
        """Return the frozen words of a story, of the shape that desk/stories/snapshot.py writes."""
        dice = self.dice
        words = [dice.choice(WHO), dice.choice(DOES), dice.choice(WHAT)]
        subject = f"{' '.join(words)} in {dice.choice(WHERE)}"
        headline = f"{subject}, report {number + 1} says"
        tags = [self.frequent] if number % 3 == 0 else []
        tags += dice.sample(self.others, 3)
        words = [" ".join(dice.sample(SENTENCES, 3)) for _ in range(4)]
        return {
            "headline": headline,
            "slug": slugify(headline),
            "standfirst": dice.choice(SENTENCES),
            "dateline_place": "BAKU, Azerbaijan",
            "body": "".join(f"<p>{text}</p>" for text in words),
            "language": "en",
            "urgency": 4,
            "breaking": False,
            "breaking_until": None,
            "photo_flag": "auto",
            "video_flag": "auto",
            "source": "",
            "source_url": "",
            "section": _named(dice.choice(self.sections)),
            "bylines": [_named(dice.choice(self.authors))],
            "tags": [_named(tag) for tag in tags],
            "lead": None,
            "gallery": [],
            "figures": [],
        }

    def keys(self) -> list[str]:
        return [
            "front",
            "latest",
            *(f"section:{section.pk}" for section in self.sections),
            *(f"author:{author.pk}" for author in self.authors),
            *(f"tag:{tag.pk}" for tag in [self.frequent, *self.others]),
        ]


def _named(obj: Any) -> dict[str, Any]:
    return {"id": obj.pk, "name": obj.name}


def _write(source: _Source, start: int, size: int) -> None:
    numbers = range(start, start + size)
    contents = [source.content(number) for number in numbers]
    moments = [source.moment(number) for number in numbers]
    articles = Article.objects.bulk_create(
        _article(source, content, moment)
        for content, moment in zip(contents, moments, strict=True)
    )
    revisions = Revision.objects.bulk_create(
        _revision(source, article, content)
        for article, content in zip(articles, contents, strict=True)
    )
    approved = Revision.objects.filter(article=OuterRef("pk"), number=1).values("pk")[:1]
    ours = Article.objects.filter(pk__in=[article.pk for article in articles])
    ours.update(approved=Subquery(approved))
    editions = Edition.objects.bulk_create(_edition(revision) for revision in revisions)
    _write_rows(editions)
    index_editions(editions)


def _article(source: _Source, content: dict[str, Any], moment: datetime) -> Article:
    same = "headline slug standfirst dateline_place body language urgency".split()
    return Article(
        **{name: content[name] for name in same},
        section_id=content["section"]["id"],
        owner=source.by,
        state=State.APPROVED,
        version=1,
        created_at=moment,
        changed_at=moment,
    )


def _revision(source: _Source, article: Article, content: dict[str, Any]) -> Revision:
    return Revision(
        article=article,
        number=1,
        story=content,
        desk={"internal_note": "", "embargo_until": None},
        digest=digest(content),
        actor=source.by,
        at=article.created_at,
        reason="Generated",
    )


def _edition(revision: Revision) -> Edition:
    content = revision.story
    same = "headline slug standfirst language urgency".split()
    return Edition(
        **{name: content[name] for name in same},
        title=content["headline"],
        article=revision.article,
        number=1,
        content=content,
        digest=revision.digest,
        revision=revision,
        actor=revision.actor,
        created_at=revision.at,
        section_id=content["section"]["id"],
        kind=Kind.FIRST,
        live_from=revision.at,
        first_published=revision.at,
    )


def _write_rows(editions: list[Edition]) -> None:
    bylines, printed_names, tags, printed_tags = [], [], [], []
    for edition in editions:
        period = {
            "edition": edition,
            "kind": edition.kind,
            "live_from": edition.live_from,
            "first_published": edition.first_published,
        }
        for position, byline in enumerate(edition.content["bylines"]):
            row = {"author_id": byline["id"], "position": position}
            bylines.append(ArticleByline(article=edition.article, **row))
            printed_names.append(EditionByline(name=byline["name"], **row, **period))
        for position, tag in enumerate(edition.content["tags"]):
            tags.append(TaggedArticle(content_object=edition.article, tag_id=tag["id"]))
            printed_tags.append(
                EditionTag(tag_id=tag["id"], name=tag["name"], position=position, **period)
            )
    ArticleByline.objects.bulk_create(bylines)
    EditionByline.objects.bulk_create(printed_names)
    TaggedArticle.objects.bulk_create(tags)
    EditionTag.objects.bulk_create(printed_tags)
