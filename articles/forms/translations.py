from typing import Any

from django import forms

from articles.enums import Language
from articles.models import Article, Section, Translation

from .article import sections_for


class TranslateForm(forms.Form):
    """In which language a translation is started, and where; what is taken is not offered."""

    language = forms.ChoiceField()
    section = forms.ModelChoiceField(
        Section.objects.none(),
        required=False,
        help_text="Empty: the first of that language, else that of this story.",
    )

    def __init__(self, *args: Any, article: Article, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [
            (value, label) for value, label in Language.choices if value not in taken(article)
        ]
        self.fields["section"].queryset = sections_for(person, Article())


def taken(article: Article) -> set[str]:
    """Return the languages in which there is no room for one more."""
    rows = Translation.objects.of(article.pk)
    return {article.language, *rows.values_list("language", flat=True)}
