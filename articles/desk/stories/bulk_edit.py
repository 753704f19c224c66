"""Changing many stories at once, with a result for each (docs/rules.md 9)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from articles.desk.bulk import BulkResult, change_each
from articles.desk.errors import DeskError, allow
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

    def values_for(self, article: Article) -> dict[str, Any]:
        """Return what `save` takes to change this story."""
        values: dict[str, Any] = {}
        if self.section:
            values["section"] = self.section
        if self.bylines:
            values["bylines"] = self.bylines
        if self.add_tags or self.remove_tags:
            removed = {fold(name) for name in self.remove_tags}
            names = [row.tag.name for row in tagged(article)] + self.add_tags
            values["tags"] = [name for name in names if fold(name) not in removed]
        return values


def bulk_edit(
    articles: Iterable[Article], *, by: Any, changes: BulkChanges, also_refile: bool = False
) -> list[BulkResult]:
    """Change the desk copies, one transaction each, and refile what was public as it stood.

    A story that refuses keeps what it was, and the others go on. Raises NotReady for more than
    MAX_BULK_STORIES stories.
    """
    return change_each(
        articles,
        lambda article: _change(article, by, changes, also_refile),
        most=MAX_BULK_STORIES,
        noun="stories",
    )


def _change(article: Article, by: Any, changes: BulkChanges, also_refile: bool) -> str:
    with transaction.atomic():
        allow(by, "bulk", article)
        before = article.revisions.first()
        values = changes.values_for(article)
        reason = "Changed together with others"
        revision = save(
            article, by=by, version=article.version, changes=values, reason=reason
        )
    if revision == before:
        return "Had it already."
    if not also_refile:
        return "Changed."
    stands = lifecycle.standing(article)
    if stands is None or not stands.has_text:
        return "Changed. It is not live, so nothing was published."
    # Nothing becomes public that was not public before this change (docs/rules.md 9).
    if before is None or stands.digest != before.digest:
        return "Changed, not published: the desk copy has other unpublished changes."
    try:
        with transaction.atomic():
            approve(article, revision=revision, by=by)
            refile(article, revision=revision, by=by)
    except DeskError as error:
        return f"Changed, not published: {error}"
    return "Changed and published as a silent fix."
