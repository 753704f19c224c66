"""Changing many stories at once, with a result for each (docs/rules.md 9)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.desk.errors import DeskError, NotReady, allow
from articles.models import Article, Author, Section
from articles.text.plain_text import fold

from . import lifecycle
from .publishing import refile
from .review import approve
from .saving import save
from .snapshot import tagged

MOST = 200


@dataclass(frozen=True)
class Wanted:
    """What is to become of each story; what is empty stays as it is."""

    section: Section | None = None
    bylines: list[Author] = field(default_factory=list)
    add_tags: list[str] = field(default_factory=list)
    remove_tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    article: Article
    done: bool
    says: str


def change_together(
    articles: Iterable[Article], *, by: Any, wanted: Wanted, also_refile: bool = False
) -> list[Result]:
    """Change the desk copies, one transaction each, and refile what was public as it stood.

    A story that refuses keeps what it was, and the others go on. Raises NotReady for more than
    MOST stories.
    """
    articles = list(articles)
    if len(articles) > MOST:
        raise NotReady(f"Choose at most {MOST} stories at once.")
    return [_change(article, by, wanted, also_refile) for article in articles]


def _change(article: Article, by: Any, wanted: Wanted, also_refile: bool) -> Result:
    try:
        with transaction.atomic():
            allow(by, "bulk", article)
            before = article.revisions.first()
            revision = save(
                article,
                by=by,
                version=article.version,
                changes=_changes(article, wanted),
                reason="Changed together with others",
            )
    except (DeskError, ValidationError) as error:
        return Result(article, False, _sentence(error))
    if revision == before:
        return Result(article, True, "Had it already.")
    if not also_refile:
        return Result(article, True, "Changed.")
    return Result(article, True, _refile(article, before, revision, by))


def _changes(article: Article, wanted: Wanted) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if wanted.section:
        changes["section"] = wanted.section
    if wanted.bylines:
        changes["bylines"] = wanted.bylines
    if wanted.add_tags or wanted.remove_tags:
        gone = {fold(name) for name in wanted.remove_tags}
        names = [row.tag.name for row in tagged(article)]
        changes["tags"] = [n for n in [*names, *wanted.add_tags] if fold(n) not in gone]
    return changes


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


def _sentence(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
