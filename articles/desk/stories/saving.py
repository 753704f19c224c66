"""Saving desk copies (docs/rules.md 12–14)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.errors import (
    NotAllowed,
    NotReady,
    StaleCopy,
    WrongState,
    allow,
    refuse_long,
)
from articles.enums import State
from articles.models import (
    Article,
    ArticleByline,
    ArticleFigure,
    ArticlePhoto,
    Photo,
    Revision,
    Tag,
    TagAlias,
    TaggedArticle,
)
from articles.models.canonical import digest
from articles.permissions import may
from articles.text.body import clean_body, photo_ids
from articles.text.dates import newsroom_time
from articles.text.limits import MOST_PHOTOS, MOST_TAGS
from articles.text.links import clean_url
from articles.text.plain_text import clean_line, clean_text, fold, slugify

from . import lifecycle
from .lifecycle import lock, refuse_trashed
from .snapshot import desk_part, story
from .translations import refuse_other_language

_LINES = {"headline", "dateline_place", "source", "lead_alt"}
_TEXTS = {"standfirst", "internal_note", "lead_caption"}
_OTHERS = (
    "section lead_photo language urgency breaking breaking_until photo_flag video_flag "
    "embargo_until"
).split()
_TYPED = {*_LINES, *_TEXTS, "slug", "body", "source_url"}
FIELDS = {*_TYPED, *_OTHERS}
_LISTS = {"bylines", "tags", "gallery"}
_PHOTO_FIELDS = {"lead_photo", "lead_caption", "lead_alt", "gallery"}


def save(
    article: Article, *, by: Any, version: int, changes: dict[str, Any], reason: str = ""
) -> Revision:
    """Save a desk copy and its revision; a new Article() is made with `by` as its owner.

    `version` is the number the writer began from. `changes` maps fields to values; `bylines`
    is a list of Author, `tags` of names, `gallery` of (Photo, caption) or
    (Photo, caption, alt text), each replaced whole.
    Text is cleaned here and nowhere else. Saving what is there already changes nothing.
    Raises NotReady for what is longer than `articles.text.limits` has it, before all else.
    """
    unknown = set(changes) - FIELDS - _LISTS
    if unknown:
        raise TypeError(f"A desk copy has no {sorted(unknown)}.")
    _refuse_long(changes, reason)
    with transaction.atomic():
        if article.pk:
            _open(article, by=by, version=version, changes=changes)
        else:
            allow(by, "edit")
            article.owner = by
        _apply(article, changes, by=by)
        # Again, of what the story has become: it may have moved to another section.
        allow(by, "edit" if may(by, "edit", article) else "edit_story_photos", article)
        return _save_revision(article, by=by, reason=reason)


def _refuse_long(changes: dict[str, Any], reason: str) -> None:
    refuse_long(Article, **{name: changes[name] for name in _TYPED & set(changes)})
    refuse_long(Revision, reason=reason)
    gallery = changes.get("gallery", ())
    _refuse_many(len(gallery), "gallery")
    for _, caption, *alt in gallery:
        refuse_long(ArticlePhoto, caption=caption, alt="".join(alt))
    tags = changes.get("tags", ())
    if len(tags) > MOST_TAGS:
        raise NotReady(f"A story has at most {MOST_TAGS} tags; these are {len(tags):,}.")
    for name in tags:
        refuse_long(Tag, name=name)


def _refuse_many(photos: int, where: str) -> None:
    if photos > MOST_PHOTOS:
        raise NotReady(
            f"A {where} shows at most {MOST_PHOTOS} photos; these are {photos:,}."
        )


def _open(article: Article, *, by: Any, version: int, changes: dict[str, Any]) -> None:
    lock(article)
    # The photo desk changes the photos of a story and nothing else of it.
    if not (may(by, "edit", article) or set(changes) <= _PHOTO_FIELDS):
        raise NotAllowed("You may not edit this story.")
    refuse_trashed(article)
    # Under the lock: of two who save at once the second is refused (docs/rules.md 13).
    if article.version != version:
        raise StaleCopy(article)


def _apply(article: Article, changes: dict[str, Any], *, by: Any) -> None:
    _refuse_embargo(article, changes, by=by)
    refuse_other_language(article, changes.get("language", article.language))
    section = changes.get("section")
    if section and section.pk != article.section_id and not section.active:
        raise NotReady(f"{section} is closed and takes no new stories.")
    for name in FIELDS & set(changes):
        setattr(article, name, _cleaned(name, changes[name]))
    # Again: cleaned, an address is longer where it was not ASCII, a body where tags were missing.
    refuse_long(Article, **{name: getattr(article, name) for name in _TYPED})
    if not article.headline:
        raise NotReady("A story needs a headline.")
    article.save()
    if "bylines" in changes:
        article.bylines.all().delete()
        ArticleByline.objects.bulk_create(
            ArticleByline(article=article, author=author, position=position)
            for position, author in enumerate(dict.fromkeys(changes["bylines"]))
        )
    if "tags" in changes:
        _replace_tags(article, changes["tags"], by=by)
    if "gallery" in changes:
        _replace_gallery(article, changes["gallery"])
    if "body" in changes:
        _replace_figures(article)


def _cleaned(name: str, value: Any) -> Any:
    if name in _LINES:
        return clean_line(value)
    if name in _TEXTS:
        return clean_text(value)
    if name == "body":
        return clean_body(value)
    if name == "slug":
        return slugify(value)
    if name == "source_url":
        try:
            return clean_url(value) if value else ""
        except ValueError as error:
            raise NotReady(str(error)) from error
    return value


def _refuse_embargo(article: Article, changes: dict[str, Any], *, by: Any) -> None:
    embargo = changes.get("embargo_until", article.embargo_until)
    # Who may set no embargo may still save a story that is under one.
    if embargo == article.embargo_until:
        return
    allow(by, "embargo", article if article.pk else None)
    if not (embargo and article.pk):
        return
    waits = lifecycle.waiting(article)
    if waits and embargo > waits.live_from:
        raise WrongState(
            f"It is scheduled for {newsroom_time(waits.live_from)}, before this embargo ends: "
            "cancel that first."
        )
    if lifecycle.is_live(article):
        raise WrongState("This story is live: an embargo comes too late.")


def _replace_gallery(article: Article, gallery: list[tuple]) -> None:
    # Each photo once, where it was named first, with the words it was given last.
    uses = {photo: (*texts, "")[:2] for photo, *texts in gallery}
    rows = [
        ArticlePhoto(
            article=article,
            photo=photo,
            caption=clean_text(caption),
            alt=clean_line(alt),
            position=position,
        )
        for position, (photo, (caption, alt)) in enumerate(uses.items())
    ]
    for row in rows:
        refuse_long(ArticlePhoto, caption=row.caption, alt=row.alt)
    article.gallery.all().delete()
    ArticlePhoto.objects.bulk_create(rows)


def _replace_figures(article: Article) -> None:
    placed = photo_ids(article.body)
    _refuse_many(len(placed), "text")
    shown = set(placed)
    article.figures.exclude(photo__in=shown).delete()
    added = shown - set(article.figures.values_list("photo", flat=True))
    # A body may name photos that the library no longer has: the checks say so.
    existing = Photo.objects.filter(pk__in=added).values_list("pk", flat=True)
    ArticleFigure.objects.bulk_create(
        ArticleFigure(article=article, photo_id=pk) for pk in existing
    )


def _replace_tags(article: Article, names: list[str], *, by: Any) -> None:
    """Find tags by their folded names or retired addresses; who may, makes new ones."""
    tags: list[Tag] = []
    for name in filter(clean_line, names):
        tag = Tag.objects.filter(folded=fold(clean_line(name))).first()
        alias = None if tag else TagAlias.objects.filter(slug=slugify(name)).first()
        if alias:
            tag = alias.target
        elif tag is None:
            if not may(by, "edit_taxonomy"):
                raise NotAllowed(
                    f"There is no tag “{clean_line(name)}” yet: ask an editor for it."
                )
            tag = Tag(name=name)
            tag.full_clean()
            tag.save()
        tags.append(tag)
    TaggedArticle.objects.filter(content_object=article).delete()
    for tag in dict.fromkeys(tags):  # One by one: the order of ids is the order of tags.
        TaggedArticle.objects.create(content_object=article, tag=tag)


def _save_revision(article: Article, *, by: Any, reason: str) -> Revision:
    content = story(article)
    desk = desk_part(article)
    latest = article.revisions.first()
    if latest and latest.story == content and latest.desk == desk:
        return latest
    article.version += 1
    # Approval names one revision; what is saved later has none (docs/rules.md 12).
    article.state = State.WRITING
    article.changed_at = timezone.now()
    article.save(update_fields=["version", "state", "changed_at"])
    return Revision.objects.create(
        article=article,
        number=article.version,
        story=content,
        desk=desk,
        digest=digest(content),
        actor=by,
        reason=reason,
    )
