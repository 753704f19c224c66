"""Changing many stories at once, with a result for each (docs/rules.md 9)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.desk.errors import DeskError, NotReady, allow, refusal
from articles.models import Article, Author, Section
from articles.text.plain_text import fold

from . import lifecycle
from .publishing import refile
from .review import approve
from .saving import save
from .snapshot import tagged

MAX_BULK_STORIES = 200


@dataclass(frozen=True)
class BulkChanges:
    """What is to become of each story; what is empty stays as it is."""

    section: Section | None = None
    bylines: list[Author] = field(default_factory=list)
    add_tags: list[str] = field(default_factory=list)
    remove_tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class BulkResult:
    article: Article
    done: bool
    message: str


def bulk_edit(
    articles: Iterable[Article], *, by: Any, changes: BulkChanges, also_refile: bool = False
) -> list[BulkResult]:
    """Change the desk copies, one transaction each, and refile what was public as it stood.

    A story that refuses keeps what it was, and the others go on. Raises NotReady for more than
    MOST stories.
    """
    articles = list(articles)
    if len(articles) > MAX_BULK_STORIES:
        raise NotReady(f"Choose at most {MAX_BULK_STORIES} stories at once.")
    return [_change(article, by, changes, also_refile) for article in articles]


def _change(article: Article, by: Any, changes: BulkChanges, also_refile: bool) -> BulkResult:
    try:
        with transaction.atomic():
            allow(by, "bulk", article)
            before = article.revisions.first()
            revision = save(
                article,
                by=by,
                version=article.version,
                changes=_new_values(article, changes),
                reason="Changed together with others",
            )
    except (DeskError, ValidationError) as error:
        return BulkResult(article, False, refusal(error))
    if revision == before:
        return BulkResult(article, True, "Had it already.")
    if not also_refile:
        return BulkResult(article, True, "Changed.")
    return BulkResult(article, True, _refile(article, before, revision, by))


def _new_values(article: Article, changes: BulkChanges) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if changes.section:
        values["section"] = changes.section
    if changes.bylines:
        values["bylines"] = changes.bylines
    if changes.add_tags or changes.remove_tags:
        removed = {fold(name) for name in changes.remove_tags}
        names = [row.tag.name for row in tagged(article)] + changes.add_tags
        values["tags"] = [name for name in names if fold(name) not in removed]
    return values


def _refile(article: Article, before: Any, revision: Any, by: Any) -> str:
    """Publish the change, and nothing that was not public before it."""
    stands = lifecycle.standing(article)
    if stands is None or not stands.has_text:
        return "Changed. It is not live, so nothing was published."
    if before is None or stands.digest != before.digest:
        return "Changed, not published: the desk copy has other unpublished changes."
    try:
        with transaction.atomic():
            approve(article, revision=revision, by=by)
            refile(article, revision=revision, by=by)
    except DeskError as error:
        return f"Changed, not published: {error}"
    return "Changed and published as a silent fix."
