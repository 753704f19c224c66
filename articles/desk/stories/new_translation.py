"""Starting a translation: a new desk copy, in another language, of what a story says now."""

from typing import Any

from django.db import transaction

from articles import permissions
from articles.desk.errors import WrongState, allow
from articles.models import Article, Section, Translation

from .lifecycle import lock, refuse_trashed
from .restoring import changes_of
from .saving import save
from .translations import join


def translate(
    article: Article, *, language: str, by: Any, section: Section | None = None
) -> Article:
    """Make a desk copy of a story for its translation, linked as such; it belongs to `by`.

    It takes over words, bylines, tags, photos and the embargo. Without a section it goes to the
    first of its language, else to that of the story.
    """
    with transaction.atomic():
        lock(article)
        allow(by, "translate", article)
        refuse_trashed(article)
        _refuse_language(article, language)
        changes = changes_of(article.revisions.first(), [])
        changes |= {
            "language": language,
            "section": section or section_in(language, by) or article.section,
            "slug": "",  # It is made from the translated headline.
            "internal_note": "",
        }
        # A change would ask for a right.
        copy = Article(embargo_until=article.embargo_until)
        save(
            copy,
            by=by,
            version=0,
            changes=changes,
            reason=f"Translation of story {article.pk}",
        )
        join(article, copy)
        if not Translation.objects.of(article.pk).filter(is_original=True).exists():
            Translation.objects.filter(pk=article.pk).update(is_original=True)
        return copy


def section_in(language: str, person: Any) -> Section | None:
    """Return the first active section of a language in which a person writes."""
    sections = Section.objects.active().filter(language=language)
    if permissions.scopes(person, "edit") == {permissions.SECTIONS}:
        if assigned := permissions.sections_of(person):
            sections = sections.filter(pk__in=assigned)
    return sections.first()


def _refuse_language(article: Article, language: str) -> None:
    existing = Translation.objects.of(article.pk).filter(language=language).first()
    if existing:
        raise WrongState(
            f"Story {existing.pk} is its translation in {existing.get_language_display()} already."
        )
    if language == article.language:
        raise WrongState("The story is in this language itself.")
