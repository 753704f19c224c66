"""A desk copy as the JSON that is revised, approved and frozen; and its index.

The story: headline, slug, standfirst, dateline_place, body, language, urgency, breaking,
breaking_until, photo_flag, video_flag, source, source_url; section, bylines and tags as {id, name};
lead (or null), gallery and figures as {id, caption, credit, alt, width, height}.
"""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from articles.enums import Kind
from articles.models import Article, Edition, Photo, Revision, TaggedArticle
from articles.models.canonical import digest, title_of
from articles.text.body import figures
from articles.text.plain_text import slugify

_PLAIN = (
    "headline standfirst dateline_place body language urgency breaking photo_flag video_flag "
    "source source_url"
).split()


def story(article: Article) -> dict[str, Any]:
    """Freeze a saved desk copy, with the names, captions and credits of this moment."""
    until = article.breaking_until
    lead = article.lead_photo
    gallery = article.gallery.select_related("photo")
    return {
        **{name: getattr(article, name) for name in _PLAIN},
        # A headline may have no letter that an address takes.
        "slug": article.slug or slugify(article.headline) or str(article.pk),
        "breaking_until": until.astimezone(UTC).isoformat() if until else None,
        "section": _named(article.section) if article.section else None,
        "bylines": [_named(row.author) for row in article.bylines.select_related("author")],
        "tags": [_named(row.tag) for row in tagged(article)],
        "lead": _photo(lead, article.lead_caption, article.lead_alt) if lead else None,
        "gallery": [_photo(row.photo, row.caption, row.alt) for row in gallery],
        "figures": _figures(article.body),
    }


def desk_part(article: Article) -> dict[str, Any]:
    """What a revision holds besides the story: for the desk only."""
    embargo = article.embargo_until
    return {
        "internal_note": article.internal_note,
        "embargo_until": embargo.astimezone(UTC).isoformat() if embargo else None,
    }


def tagged(article: Article) -> Any:
    """Return the rows of a desk copy's tags in their order."""
    return (
        TaggedArticle.objects.filter(content_object=article)
        .select_related("tag")
        .order_by("pk")
    )


def _named(obj: Any) -> dict[str, Any]:
    return {"id": obj.pk, "name": obj.name}


def _photo(photo: Photo, caption: str = "", alt: str = "") -> dict[str, Any]:
    return {
        "id": photo.pk,
        "caption": caption or photo.caption,
        "credit": photo.credit,
        "alt": alt or photo.alternative,
        "width": photo.width,
        "height": photo.height,
    }


def _figures(body: str) -> list[dict[str, Any]]:
    """The photos of the text. `wide` stands where it is meant, so old digests hold."""
    uses = figures(body)
    photos = Photo.objects.in_bulk(uses) if uses else {}
    entries = []
    for pk, texts in uses.items():
        if pk in photos:
            entry = _photo(photos[pk], texts.get("caption", ""), texts.get("alt", ""))
            entries.append(entry | {"wide": True} if "width" in texts else entry)
    return entries


def index_of(content: dict[str, Any]) -> dict[str, Any]:
    """Derive an edition's own index columns from its content."""
    until = content["breaking_until"]
    lead = content["lead"]
    return {
        "headline": content["headline"],
        "title": title_of(content),
        "slug": content["slug"],
        "standfirst": content["standfirst"],
        "section_id": content["section"]["id"] if content["section"] else None,
        "language": content["language"],
        "urgency": content["urgency"],
        "breaking": content["breaking"],
        "breaking_until": datetime.fromisoformat(until) if until else None,
        "lead_photo_id": lead["id"] if lead else None,
    }


def preview(article: Article) -> Edition:
    """Return an unsaved edition of the desk copy as it is saved, as if published now."""
    return _unsaved(article, story(article))


def preview_of(revision: Revision) -> Edition:
    """Return an unsaved edition of a revision, as if published now."""
    return _unsaved(revision.article, revision.story)


def _unsaved(article: Article, content: dict[str, Any]) -> Edition:
    now = timezone.now()
    first = article.editions.really_live(now).order_by("live_from").first()
    return Edition(
        article=article,
        number=0,
        kind=Kind.FIRST,
        content=content,
        digest=digest(content),
        live_from=now,
        first_published=first.first_published if first else now,
        **index_of(content),
    )
