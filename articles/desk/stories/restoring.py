"""Reading revisions again: what has changed since one, and restoring it (docs/rules.md 15)."""

from datetime import datetime
from typing import Any

from articles.desk.errors import WrongState
from articles.models import (
    Article,
    Author,
    AuthorAlias,
    Photo,
    Revision,
    Section,
    Tag,
    TagAlias,
)

from .saving import FIELDS, save
from .snapshot import story


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
    """Return what `save` takes to make a desk copy say what a revision says.

    Sentences about what no longer exists are appended to `missing`.
    """
    content = revision.story
    plain = FIELDS & set(content) - {"section", "breaking_until"}
    until = content["breaking_until"]
    bylines = _existing(content["bylines"], Author, AuthorAlias, missing)
    tags = _existing(content["tags"], Tag, TagAlias, missing)
    changes = {
        **{name: content[name] for name in plain},
        "breaking_until": datetime.fromisoformat(until) if until else None,
        "bylines": bylines,
        "tags": [tag.name for tag in tags],
        "section": None,
        "lead_photo": None,
        "lead_caption": "",
        "lead_alt": "",
        "internal_note": revision.desk["internal_note"],
    }
    if content["section"]:
        for section in _existing([content["section"]], Section, None, missing):
            changes["section"] = section
    if content["lead"]:
        for photo, caption, alt in _photos([content["lead"]], missing):
            changes |= {"lead_photo": photo, "lead_caption": caption, "lead_alt": alt}
    changes["gallery"] = _photos(content["gallery"], missing)
    return changes


def _existing(entries: list[dict], model: Any, alias: Any, missing: list[str]) -> list[Any]:
    objects = []
    for entry in entries:
        obj = model.objects.filter(pk=entry["id"]).first()
        if obj is None and alias:
            merged = alias.objects.filter(retired_id=entry["id"]).first()
            obj = merged.target if merged else None
        if obj is None:
            noun = model._meta.verbose_name
            missing.append(f"The {noun} “{entry['name']}” no longer exists.")
        else:
            objects.append(obj)
    return objects


def _photos(entries: list[dict], missing: list[str]) -> list[tuple[Photo, str, str]]:
    photos = Photo.objects.in_bulk([entry["id"] for entry in entries])
    uses = []
    for entry in entries:
        caption, alt = entry["caption"], entry["alt"]
        photo = photos.get(entry["id"])
        if photo is None:
            missing.append(f"The photo “{caption or entry['id']}” no longer exists.")
            continue
        # What equals the photo's own text was not the story's: it follows the photo.
        own_caption = "" if caption == photo.caption else caption
        own_alt = "" if alt == photo.alternative else alt
        uses.append((photo, own_caption, own_alt))
    return uses
