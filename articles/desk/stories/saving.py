"""Saving and restoring desk copies (docs/rules.md 12–15)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.errors import NotAllowed, NotReady, StaleCopy, WrongState, allow, refuse_long
from articles.enums import State
from articles.models import (
    Article,
    ArticleByline,
    ArticleFigure,
    ArticlePhoto,
    Author,
    AuthorAlias,
    Photo,
    Revision,
    Section,
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
from .lifecycle import lock
from .snapshot import desk_part, story
from .translations import refuse_other_language

_LINES = {"headline", "dateline_place", "source", "lead_alt"}
_TEXTS = {"standfirst", "internal_note", "lead_caption"}
_OTHER = (
    "section lead_photo language urgency breaking breaking_until photo_flag video_flag "
    "embargo_until"
).split()
_WORDS = {*_LINES, *_TEXTS, "slug", "body", "source_url"}
_FIELDS = {*_WORDS, *_OTHER}
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
    unknown = set(changes) - _FIELDS - _LISTS
    if unknown:
        raise TypeError(f"A desk copy has no {sorted(unknown)}.")
    _refuse_long(changes, reason)
    with transaction.atomic():
        if article.pk:
            _take_up(article, by=by, version=version, changes=changes)
        else:
            _start(article, by=by)
        _apply(article, changes, by=by)
        # Again, of what the story has become: it may have moved to another section.
        allow(by, "edit" if may(by, "edit", article) else "edit_story_photos", article)
        return _record(article, by=by, reason=reason)


def _refuse_long(changes: dict[str, Any], reason: str) -> None:
    refuse_long(Article, **{name: changes[name] for name in _WORDS & set(changes)})
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
        raise NotReady(f"A {where} shows at most {MOST_PHOTOS} photos; these are {photos:,}.")


def _start(article: Article, *, by: Any) -> None:
    allow(by, "edit")
    article.owner = by


def _take_up(article: Article, *, by: Any, version: int, changes: dict[str, Any]) -> None:
    lock(article)
    if not (may(by, "edit", article) or set(changes) <= _PHOTO_FIELDS):
        raise NotAllowed("You may not edit this story.")
    if article.trashed_at:
        raise WrongState("This story is in the trash: restore it first.")
    if article.version != version:
        raise StaleCopy(article)


def _apply(article: Article, changes: dict[str, Any], *, by: Any) -> None:
    _refuse_embargo(article, changes, by=by)
    refuse_other_language(article, changes.get("language", article.language))
    section = changes.get("section")
    if section and section.pk != article.section_id and not section.active:
        raise NotReady(f"{section} is closed and takes no new stories.")
    for name in _FIELDS & set(changes):
        setattr(article, name, _cleaned(name, changes[name]))
    # Again: cleaned, an address is longer where it was not ASCII, a body where tags were missing.
    refuse_long(Article, **{name: getattr(article, name) for name in _WORDS})
    if not article.headline:
        raise NotReady("A story needs a headline.")
    article.save()
    if "bylines" in changes:
        _replace_bylines(article, changes["bylines"])
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
    if name == "source_url":
        return _address(value)
    return slugify(value) if name == "slug" else value


def _address(value: str) -> str:
    try:
        return clean_url(value) if value else ""
    except ValueError as error:
        raise NotReady(str(error)) from error


def _refuse_embargo(article: Article, changes: dict[str, Any], *, by: Any) -> None:
    embargo = changes.get("embargo_until", article.embargo_until)
    if embargo == article.embargo_until:
        return
    allow(by, "embargo", article if article.pk else None)
    if embargo and article.pk:
        waits, stands = lifecycle.waiting(article), lifecycle.standing(article)
        if waits and embargo > waits.live_from:
            raise WrongState(
                f"It is scheduled for {newsroom_time(waits.live_from)}, before this embargo ends: "
                "cancel that first."
            )
        if stands and stands.has_text:
            raise WrongState("This story is live: an embargo comes too late.")


def _replace_bylines(article: Article, authors: list[Author]) -> None:
    article.bylines.all().delete()
    ArticleByline.objects.bulk_create(
        ArticleByline(article=article, author=author, position=position)
        for position, author in enumerate(dict.fromkeys(authors))
    )


def _replace_gallery(article: Article, photos: list[tuple]) -> None:
    said = {photo: (*words, "")[:2] for photo, *words in photos}
    rows = [
        ArticlePhoto(
            article=article,
            photo=photo,
            caption=clean_text(caption),
            alt=clean_line(alt),
            position=position,
        )
        for position, (photo, (caption, alt)) in enumerate(said.items())
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
    new = shown - set(article.figures.values_list("photo", flat=True))
    there = Photo.objects.filter(pk__in=new).values_list("pk", flat=True)
    ArticleFigure.objects.bulk_create(ArticleFigure(article=article, photo_id=pk) for pk in there)


def _replace_tags(article: Article, names: list[str], *, by: Any) -> None:
    TaggedArticle.objects.filter(content_object=article).delete()
    tags = dict.fromkeys(_tag(name, by=by) for name in names if clean_line(name))
    for tag in tags:  # one by one: the order of ids is the order of tags
        TaggedArticle.objects.create(content_object=article, tag=tag)


def _tag(name: str, *, by: Any) -> Tag:
    """Find a tag by its folded name or a retired address; who may, makes a new one."""
    tag = Tag.objects.filter(folded=fold(clean_line(name))).first()
    alias = None if tag else TagAlias.objects.filter(slug=slugify(name)).first()
    if tag or alias:
        return tag or alias.target
    if not may(by, "edit_taxonomy"):
        raise NotAllowed(f"There is no tag “{clean_line(name)}” yet: ask an editor for it.")
    tag = Tag(name=name)
    tag.full_clean()
    tag.save()
    return tag


def _record(article: Article, *, by: Any, reason: str) -> Revision:
    content, desk = story(article), desk_part(article)
    latest = article.revisions.first()
    if latest and latest.story == content and latest.desk == desk:
        return latest
    article.version += 1
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


def changes_since(article: Article, revision: Revision) -> list[tuple[str, Any, Any]]:
    """Return (label, then, now) for what the desk copy has changed since a revision."""
    now = story(article)
    return [
        (name.replace("_", " ").capitalize(), revision.story.get(name, ""), value)
        for name, value in now.items()
        if revision.story.get(name, "") != value
    ]


def restore(
    article: Article, *, revision: Revision, by: Any, version: int
) -> tuple[Revision, list[str]]:
    """Make the desk copy what a revision says; the embargo stays as it is now.

    What no longer exists is left out and named in the returned sentences; merged tags and
    authors are followed to what they were merged into.
    """
    if revision.article_id != article.pk:
        raise WrongState("This revision is of another story.")
    missing: list[str] = []
    changes = changes_of(revision, missing)
    reason = f"Restored from revision {revision.number}"
    return save(article, by=by, version=version, changes=changes, reason=reason), missing


def changes_of(revision: Revision, missing: list[str]) -> dict[str, Any]:
    """What `save` takes to make a desk copy say what a revision says."""
    was = revision.story
    bylines = _found(was["bylines"], Author, AuthorAlias, "author", missing)
    tags = _found(was["tags"], Tag, TagAlias, "tag", missing)
    section = _found([was["section"]] if was["section"] else [], Section, None, "section", missing)
    lead = _photos([was["lead"]] if was["lead"] else [], missing)
    until = was["breaking_until"]
    plain = {name: was[name] for name in _FIELDS & set(was) - {"section", "breaking_until"}}
    return {
        **plain,
        "section": section[0] if section else None,
        "breaking_until": datetime.fromisoformat(until) if until else None,
        "bylines": bylines,
        "tags": [tag.name for tag in tags],
        "lead_photo": lead[0][0] if lead else None,
        "lead_caption": lead[0][1] if lead else "",
        "lead_alt": lead[0][2] if lead else "",
        "gallery": _photos(was["gallery"], missing),
        "internal_note": revision.desk["internal_note"],
    }


def _found(entries: list[dict], model: Any, alias: Any, noun: str, missing: list[str]) -> list[Any]:
    found = []
    for entry in entries:
        thing = model.objects.filter(pk=entry["id"]).first()
        if thing is None and alias:
            merged = alias.objects.filter(retired_id=entry["id"]).first()
            thing = merged.target if merged else None
        if thing is None:
            missing.append(f"The {noun} “{entry['name']}” no longer exists.")
        else:
            found.append(thing)
    return found


def _photos(entries: list[dict], missing: list[str]) -> list[tuple[Photo, str, str]]:
    there = Photo.objects.in_bulk([entry["id"] for entry in entries])
    for entry in entries:
        if entry["id"] not in there:
            missing.append(f"The photo “{entry['caption'] or entry['id']}” no longer exists.")
    return [
        (there[entry["id"]], *_own_words(there[entry["id"]], entry))
        for entry in entries
        if entry["id"] in there
    ]


def _own_words(photo: Photo, entry: dict) -> tuple[str, str]:
    """Caption and alt text; what equals the photo's own was not of the story."""
    caption, alt = entry["caption"], entry["alt"]
    return "" if caption == photo.caption else caption, "" if alt == photo.alternative else alt
