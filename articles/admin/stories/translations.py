"""The translations of a story: which there are, starting one, naming those that are there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.admin.base import post_data, refusals_in, render_desk_page
from articles.admin.fields import is_id
from articles.admin.stories.story_form import sections_for
from articles.languages import Language
from articles.models import Article, Section, Translation
from articles.permissions import may, visible

from .lookup import address, story_or_404, with_words
from .status import chips, with_status

MAX_RESULTS = 20
STARTED = (
    "This is the new story: it says what the other one says. Translate it, and save. "
    "Readers find it from the other once both are live."
)


class TranslateForm(forms.Form):
    """In which language a translation is started, and where."""

    language = forms.ChoiceField()
    section = forms.ModelChoiceField(
        Section.objects.none(),
        required=False,
        help_text="Empty: the first of that language, else that of this story.",
    )

    def __init__(self, *args: Any, article: Article, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each language once in a set (docs/rules.md 28).
        used = _used_languages(article)
        free = [(value, label) for value, label in Language.choices if value not in used]
        self.fields["language"].choices = free
        self.fields["section"].queryset = sections_for(person, Article())


def translations(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """The translations of a story, and what may be done; POST starts a new one."""
    article = story_or_404(request, pk)
    form = _translate_form(request, article)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied
        if form.is_valid():
            with refusals_in(form):
                new = desk.translate(article, by=request.user, **form.cleaned_data)
                messages.success(request, STARTED)
                return redirect(address("change", new))
    # A database refuses NUL in what it searches.
    query = request.GET.get("q", "").replace("\0", "").strip()
    may_link = _may_link(request, article)
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/translations.html",
        title=f"Translations: {article.headline}",
        article=article,
        rows=translation_rows(article, request.user),
        form=form,
        may_link=may_link,
        query=query,
        results=_search(request.user, article, query) if may_link and query else (),
    )


def translation_rows(article: Article, person: Any) -> list[dict[str, Any]]:
    """Return the stories of a set; of one that this person may not read only that it is there."""
    rows = list(Translation.objects.of(article.pk))
    stories = Article.objects.filter(pk__in=[row.pk for row in rows])
    stories = with_status(visible(person, "read", stories)).in_bulk()
    entries = []
    for row in rows:
        story = stories.get(row.pk)
        entries.append(
            {
                "translation": row,
                "story": story,
                "chips": chips(story) if story else [],
                "this": row.pk == article.pk,
                "may_unlink": story is not None and may(person, "link_translations", story),
            }
        )
    return entries


def _translate_form(request: HttpRequest, article: Article) -> TranslateForm | None:
    if article.trashed_at or not may(request.user, "translate", article):
        return None
    form = TranslateForm(
        post_data(request),
        article=article,
        person=request.user,
    )
    return form if form.fields["language"].choices else None


def _may_link(request: HttpRequest, article: Article) -> bool:
    if article.trashed_at or not may(request.user, "link_translations", article):
        return False
    return len(_used_languages(article)) < len(Language)


def _used_languages(article: Article) -> set[str]:
    """Return the languages in which there is no room for one more (docs/rules.md 28)."""
    rows = Translation.objects.of(article.pk)
    return {article.language, *rows.values_list("language", flat=True)}


def _search(person: Any, article: Article, query: str) -> list[tuple[Article, list]]:
    """Return the newest stories in languages that are free, by number or by words."""
    stories = Article.objects.filter(trashed_at=None)
    stories = stories.exclude(language__in=_used_languages(article))
    stories = with_status(visible(person, "link_translations", stories))
    results = stories.filter(pk=query) if is_id(query) else stories.none()
    # A headline may be a number too.
    results = results or with_words(stories, query)
    return [(story, chips(story)) for story in results.order_by("-pk")[:MAX_RESULTS]]


def link(model_admin: Any, request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Name a story that is there as a translation (POST only)."""
    article, other = _both_or_404(request, pk, other)
    message = (
        f"Linked: readers find “{other.headline}” from here, and back, while both are live."
    )
    try:
        desk.link_translation(article, other=other, by=request.user)
        messages.success(request, message)
    except desk.DeskError as error:
        messages.error(request, str(error))
    return redirect(address("translations", article))


def unlink(model_admin: Any, request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Take a story out of the set, this one or another (POST only)."""
    article, other = _both_or_404(request, pk, other)
    try:
        desk.unlink_translation(other, by=request.user)
        messages.success(request, f"“{other.headline}” is unlinked.")
    except desk.DeskError as error:
        messages.error(request, str(error))
    return redirect(address("translations", article))


def _both_or_404(request: HttpRequest, pk: int, other: int) -> tuple[Article, Article]:
    if request.method != "POST":
        raise Http404("This is done by a button.")
    return story_or_404(request, pk), story_or_404(request, other)
