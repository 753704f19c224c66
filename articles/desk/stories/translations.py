"""Which stories translate one another (docs/rules.md 28): each language once in a set."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.errors import WrongState, allow
from articles.desk.log import events
from articles.models import Article, Edition, Translation

from .lifecycle import lock, refuse_trashed


def link_translation(article: Article, *, other: Article, by: Any) -> None:
    """Say that two stories, and those that each is in a set with, translate one another."""
    with transaction.atomic():
        # In the order of ids: two who link the same stories can't wait for one another.
        for story in sorted((article, other), key=lambda story: story.pk):
            lock(story)
            allow(by, "link_translations", story)
            refuse_trashed(story)
        if article.pk == other.pk:
            raise WrongState("A story is no translation of itself.")
        if other.pk in _members(article):
            raise WrongState("These two are linked as translations already.")
        join(article, other)
        _log("link_translation", article, _members(article), by=by)


def unlink_translation(article: Article, *, by: Any) -> None:
    """Take a story out of its set; one that is left alone there has no translation."""
    with transaction.atomic():
        lock(article)
        allow(by, "link_translations", article)
        members = _members(article)
        if not members:
            raise WrongState("This story has no linked translation.")
        leave(article)
        _log("unlink_translation", article, members, by=by)


def join(article: Article, other: Article) -> None:
    """Make one set of two stories and of the sets in which they are."""
    rows = {row.pk: row for row in Translation.objects.of(article.pk, other.pk)}
    for story in (article, other):
        rows.setdefault(story.pk, Translation(article=story, language=story.language))
    by_language: dict[str, Translation] = {}
    for row in rows.values():
        other_row = by_language.setdefault(row.language, row)
        if other_row is not row:
            raise WrongState(
                f"Stories {other_row.pk} and {row.pk} are both in {row.get_language_display()}: "
                "a language has one story among translations."
            )
    originals = [row for row in rows.values() if row.is_original]
    for row in originals if len(originals) > 1 else ():
        row.is_original = False  # From here on nobody knows.
    group = rows[article.pk].group
    for row in sorted(rows.values(), key=lambda row: row.is_original):
        row.group = group
        row.save()


def leave(article: Article) -> None:
    others = Translation.objects.of(article.pk).exclude(pk=article.pk)
    if len(others) == 1:
        others[0].delete()
    Translation.objects.filter(pk=article.pk).delete()


def refuse_other_language(article: Article, language: str) -> None:
    """The set knows a story by its language."""
    if (
        language == article.language
        or not Translation.objects.filter(pk=article.pk).exists()
    ):
        return
    raise WrongState(
        f"It is linked as the translation in {article.get_language_display()}: unlink it "
        "before you change its language."
    )


def _members(article: Article) -> set[int]:
    return set(Translation.objects.of(article.pk).values_list("pk", flat=True))


def _log(verb: str, article: Article, members: set[int], *, by: Any) -> None:
    """Log what readers will see of it: now between live stories, later of one that waits.

    Of drafts nothing is logged, for nothing in public may tell of them.
    """
    now = timezone.now()
    live = Edition.objects.live(now).filter(article__in=members)
    waiting = list(Edition.objects.waiting(now).filter(article__in=members))
    shown = set(live.values_list("article", flat=True))
    # `latest` changes the validators of pages.
    keys = ["latest", *(f"article:{pk}" for pk in members)]
    about = {"by": by, "keys": keys, "article": article}
    if len(shown) > 1:
        events.log_event(verb, at=now, **about)
    if len(shown | {edition.article_id for edition in waiting}) > 1:
        for edition in waiting:
            events.log_event(verb, at=edition.live_from, edition=edition, **about)
