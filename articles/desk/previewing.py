"""Links by which somebody without an account reads one revision before it is public."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article, PreviewLink, Revision
from articles.models.previewlink import LASTS
from articles.signals import tell

from .errors import WrongState, allow


def make_preview_link(article: Article, *, revision: Revision, by: Any) -> tuple[PreviewLink, str]:
    """Make a link to one revision and return it with its token, which is kept nowhere."""
    allow(by, "preview_links", article)
    if revision.article_id != article.pk or article.discarded_at:
        raise WrongState("This revision can't be shown.")
    if not revision.story["section"]:
        raise WrongState("Choose a section and save: the page needs one to be shown.")
    token, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        link = PreviewLink.objects.create(
            revision=revision, digest=_digest(token), by=by, made_at=now, expires_at=now + LASTS
        )
        tell("preview_made", by=by, about=article, note=f"revision {revision.number}")
    return link, token


def revoke_preview_link(link: PreviewLink, *, by: Any) -> PreviewLink:
    """Close a link at once; who opens it afterwards gets the 404 of nonsense."""
    with transaction.atomic():
        allow(by, "preview_links", link.revision.article)
        if link.is_good:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
            tell("preview_revoked", by=by, about=link.revision.article)
        return link


def linked_revision(token: str, at: datetime | None = None) -> Revision | None:
    """Return the revision that a token opens, or None: unknown, revoked, expired, in the bin."""
    links = PreviewLink.objects.good(at).select_related("revision__article")
    link = links.filter(digest=_digest(token), revision__article__discarded_at=None).first()
    return link.revision if link else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
