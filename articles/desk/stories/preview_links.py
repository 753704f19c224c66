"""Links by which somebody without an account reads one revision before it is public.

Whatever may no longer be read is read by no link: a hold or a withdrawal ends the story's links for
good, and until the text is back nobody makes another (docs/rules.md 36).
"""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import permissions
from articles.desk.errors import WrongState, allow
from articles.enums import STOPS
from articles.models import Article, ClosedEdition, PreviewLink, Revision
from articles.models.preview_link import LASTS
from articles.permissions import may
from articles.signals import audit

from . import lifecycle
from .lifecycle import lock


def make_preview_link(
    article: Article, *, revision: Revision, by: Any
) -> tuple[PreviewLink, str]:
    """Make a link to one revision and return it with its token, which is stored nowhere."""
    allow(by, "preview_links", article)
    token, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        lock(article)  # A hold of this very moment ends the link, or is seen here.
        if why := link_refusal(article, revision):
            raise WrongState(why)
        link = PreviewLink.objects.create(
            revision=revision,
            digest=_digest(token),
            actor=by,
            created_at=now,
            expires_at=now + LASTS,
        )
        audit("preview_made", by=by, about=article, note=f"revision {revision.number}")
    return link, token


def revoke_preview_link(link: PreviewLink, *, by: Any) -> PreviewLink:
    """Close a link at once; who opens it afterwards gets the 404 of nonsense."""
    with transaction.atomic():
        allow(by, "preview_links", link.revision.article)
        if link.is_good:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
            audit("preview_revoked", by=by, about=link.revision.article)
        return link


def good_links(article: Article) -> list[PreviewLink]:
    """Return the links that open this story's revisions now, the newest first."""
    links = PreviewLink.objects.good().filter(revision__article=article)
    return list(links.select_related("revision", "actor"))


def end_links(article: Article, *, by: Any, why: str) -> list[PreviewLink]:
    """Close all links of a story for good, each in the audit log, and return them.

    In the transaction of the verb that takes the text away, under the story's row lock.
    """
    ended = good_links(article)
    PreviewLink.objects.filter(pk__in=[link.pk for link in ended]).update(
        revoked_at=timezone.now()
    )
    for link in ended:
        note = f"{why}: link {link.pk}, revision {link.revision.number}"
        audit("preview_revoked", by=by, about=article, note=note)
    return ended


def linked_revision(token: str, at: datetime | None = None) -> Revision | None:
    """Return the revision that a token opens, or None: unknown, ended, or not to be read.

    A link says no more than who made it may say: it opens while that person could make it again.
    """
    links = PreviewLink.objects.good(at).select_related("revision__article", "actor")
    link = links.filter(digest=_digest(token)).first()
    if link is None or link_refusal(link.revision.article, link.revision):
        return None
    return (
        link.revision if may(link.actor, "preview_links", link.revision.article) else None
    )


def link_makers(article: Article) -> set[int]:
    """Return the ids of the people whose links to this story open."""
    holders = permissions.holders("preview_links", article)
    administrators = holders.model.objects.filter(is_active=True, is_superuser=True)
    return {
        *holders.values_list("pk", flat=True),
        *administrators.values_list("pk", flat=True),
    }


def link_refusal(article: Article, revision: Revision) -> str:
    """Return in a sentence why no link may show a revision now; empty where one may."""
    if revision.article_id != article.pk or article.trashed_at:
        return "This revision can't be shown."
    if not revision.story["section"]:
        return "Choose a section and save: the page needs one to be shown."
    stands = lifecycle.standing(article)
    if stands and not stands.has_text:
        return (
            "The story is on hold or withdrawn: until it is back nobody outside reads it."
        )
    editions = lifecycle.past_with_text(article).filter(digest=revision.digest)
    last = editions.order_by("-number").first()
    if last is None:
        return ""
    # Text that was released stood once more after its hold, so that was not the end of it.
    later = article.editions.really_live(timezone.now()).filter(number__gt=last.number)
    closed = ClosedEdition.objects.filter(edition=last)
    if later.filter(kind__in=STOPS).exists() or closed.exists():
        return "These words were taken back from readers: nobody outside reads them again."
    return ""


def _digest(token: str) -> str:
    # Tokens are long and random: a plain hash can't be guessed back, and is found by an index.
    return sha256(token.encode()).hexdigest()
