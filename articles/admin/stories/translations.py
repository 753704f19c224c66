"""The translations of a story: which there are, starting one, naming those that are there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.admin.base import post_data, render_desk_page, sentences
from articles.admin.stories.story_form import sections_for
from articles.languages import Language
from articles.models import Article, Section, Translation
from articles.permissions import may, visible

from .lookup import address, story_or_404, with_words
from .status import chips, with_status

OFFERED = 20


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


def translations(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The translations of a story, and what may be done; POST starts a new one."""
    article = story_or_404(request, pk)
    form = _form(request, article)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid() and (copy := _start(request, article, form)):
            return redirect(address("change", copy))
    asked = request.GET.get("q", "").replace("\0", "").strip()
    links = _may_link(request, article)
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/translations.html",
        title=f"Translations: {article.headline}",
        article=article,
        rows=named(article, request.user),
        form=form,
        links=links,
        asked=asked,
        found=_found(request.user, article, asked) if links and asked else (),
    )


def link(model_admin: Any, request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Name a story that is there as a translation (POST only)."""
    article, other = _both(request, pk, other)
    said = f"Linked: readers find “{other.headline}” from here, and back, while both are live."
    return _do(request, article, said, desk.link_translation, article, other=other)


def unlink(model_admin: Any, request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Take a story out of the set, this one or another (POST only)."""
    article, other = _both(request, pk, other)
    said = f"“{other.headline}” is unlinked."
    return _do(request, article, said, desk.unlink_translation, other)


def named(article: Article, person: Any) -> list[dict[str, Any]]:
    """Return the stories of a set; of one that this person may not read only that it is there."""
    rows = list(Translation.objects.of(article.pk))
    stories = visible(person, "read", Article.objects.filter(pk__in=[row.pk for row in rows]))
    found = with_status(stories).in_bulk()
    return [
        {
            "translation": row,
            "story": found.get(row.pk),
            "chips": chips(found[row.pk]) if row.pk in found else [],
            "this": row.pk == article.pk,
            "may_unlink": row.pk in found and may(person, "link_translations", found[row.pk]),
        }
        for row in rows
    ]


def _form(request: HttpRequest, article: Article) -> TranslateForm | None:
    if article.trashed_at or not may(request.user, "translate", article):
        return None
    form = TranslateForm(post_data(request), article=article, person=request.user)
    return form if form.fields["language"].choices else None


def _start(request: HttpRequest, article: Article, form: TranslateForm) -> Article | None:
    """Start a translation, or leave the refusal in the form."""
    try:
        copy = desk.translate(article, by=request.user, **form.cleaned_data)
    except (desk.DeskError, ValidationError) as error:
        form.add_error(None, sentences(error))
        return None
    messages.success(
        request,
        "This is the new story: it says what the other one says. Translate it, and save. "
        "Readers find it from the other once both are live.",
    )
    return copy


def _may_link(request: HttpRequest, article: Article) -> bool:
    has_room = len(taken(article)) < len(Language)
    return has_room and may(request.user, "link_translations", article) and not article.trashed_at


def _both(request: HttpRequest, pk: int, other: int) -> tuple[Article, Article]:
    if request.method != "POST":
        raise Http404("This is done by a button.")
    return story_or_404(request, pk), story_or_404(request, other)


def _do(request: HttpRequest, article: Article, said: str, verb: Any, *args: Any, **kwargs: Any):
    try:
        verb(*args, by=request.user, **kwargs)
        messages.success(request, said)
    except desk.DeskError as error:
        messages.error(request, str(error))
    return redirect(address("translations", article))


def _found(person: Any, article: Article, asked: str) -> list[tuple[Article, list]]:
    """Return the newest stories in languages that are free, by number or by words."""
    stories = Article.objects.filter(trashed_at=None).exclude(language__in=taken(article))
    stories = with_status(visible(person, "link_translations", stories))
    found = _by_number(stories, asked) or with_words(stories, asked)
    return [(story, chips(story)) for story in found.order_by("-pk")[:OFFERED]]


def _by_number(stories: QuerySet, asked: str) -> QuerySet:
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 19
    return stories.filter(Q(pk=asked)) if is_number else stories.none()


def taken(article: Article) -> set[str]:
    """Return the languages in which there is no room for one more."""
    rows = Translation.objects.of(article.pk)
    return {article.language, *rows.values_list("language", flat=True)}
