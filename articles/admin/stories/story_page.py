"""The form of a story. It saves by `desk.save` and by nothing else."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from js_asset import Media

from articles import desk
from articles.admin.base import (
    left_out_marks_warning,
    person_name,
    post_data,
    render_desk_page,
    sentences,
)
from articles.admin.fields import photos_in_bulk
from articles.admin.stories.story_form import ArticleForm, differences
from articles.models import Article, Photo
from articles.permissions import may
from articles.text.body import photo_ids
from articles.text.limits import LONGEST

from . import translations, verbs
from .lookup import address, story_or_404
from .status import chips

FIELDSETS = (
    (
        None,
        {
            "fields": (
                "headline",
                "standfirst",
                ("section", "dateline_place"),
                "bylines",
                "body",
            )
        },
    ),
    ("Photos", {"fields": ("lead_photo", "lead_caption", "lead_alt", "gallery")}),
    ("Tags and source", {"fields": ("tags", "source", "source_url")}),
    (
        "Handling",
        {
            "fields": (
                ("language", "urgency"),
                ("breaking", "breaking_until"),
                ("photo_flag", "video_flag"),
                "embargo_until",
                "slug",
            )
        },
    ),
    ("Desk note", {"fields": ("internal_note", "reason")}),
)
PHOTO_CHOICES = 100


def write(model_admin: Any, request: HttpRequest, pk: str | None) -> HttpResponse:
    """Show and save a desk copy, new or there."""
    article = Article() if pk is None else story_or_404(request, pk)
    if pk is None and not may(request.user, "edit"):
        raise PermissionDenied
    form = ArticleForm(
        post_data(request),
        article=article,
        person=request.user,
    )
    if request.method == "POST":
        if not form.takes:
            raise PermissionDenied
        response = _save(model_admin, request, article, form) if form.is_valid() else None
        if response:
            return response
    # A save that was refused leaves its values on the object: show the story as it is stored.
    article = Article() if pk is None else story_or_404(request, pk)
    return _show(model_admin, request, article, form)


def _save(
    model_admin: Any, request: HttpRequest, article: Article, form: ArticleForm
) -> HttpResponse | None:
    """Save and go on, or leave the refusal in the form."""
    if not article.pk and (token := form.cleaned_data["token"]):
        if saved := Article.objects.filter(uuid=token, owner=request.user).first():
            messages.info(request, "This story was saved by your first click already.")
            return redirect(address("change", saved))
        # The second of two clicks finds the story by this.
        article.uuid = token
    # A save that changes nothing writes no revision.
    before = article.version
    try:
        revision = desk.save(
            article,
            by=request.user,
            version=form.cleaned_data["version"],
            changes=form.changes(),
            reason=form.cleaned_data.get("reason", ""),
        )
    except desk.StaleCopy as stale:
        return _show_conflict(model_admin, request, stale.article, form)
    except (desk.DeskError, ValidationError, IntegrityError) as error:
        form.add_error(None, sentences(error))
        return None
    _add_messages(request, revision, before, form)
    return redirect(address("change", article))


def _add_messages(
    request: HttpRequest, revision: Any, before: int, form: ArticleForm
) -> None:
    if warning := left_out_marks_warning(form):
        messages.warning(request, warning)
    if revision.number == before:
        messages.info(request, "Nothing was changed, so nothing new was saved.")
        return
    messages.success(request, f"Saved as revision {revision.number}.")
    if revision.article.approved_id:
        messages.warning(
            request,
            "What was approved stays as it was: this revision needs an approval of its own.",
        )


def _show_conflict(
    model_admin: Any, request: HttpRequest, present: Article, form: ArticleForm
) -> HttpResponse:
    """Show both texts; what was typed travels in hidden fields, so nothing is lost."""
    latest = present.revisions.first()
    typed = []
    for name, values in request.POST.lists():
        # The page writes both anew: its own token, and the version that it shows.
        if name not in {"csrfmiddlewaretoken", "version"}:
            typed += [(name, value) for value in values]
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/conflict.html",
        title="Someone else saved this story while you were writing",
        article=present,
        latest=latest,
        latest_by=person_name(latest.actor) if latest else "",
        differences=differences(present, form),
        typed=typed,
    )


def _show(
    model_admin: Any, request: HttpRequest, article: Article, form: ArticleForm
) -> HttpResponse:
    story = article if article.pk else None
    context = {"title": "New story"}
    if story:
        context = _story_context(article, form, request.user)
    # The editor's import map has to stand in the page, so it bears the nonce of the policy.
    nonce = str(getattr(request, "csp_nonce", ""))
    fieldsets = [(title, _fields_of(form, options)) for title, options in FIELDSETS]
    context = {
        **model_admin.admin_site.each_context(request),
        **context,
        "adminform": helpers.AdminForm(form, fieldsets, {}),
        "errors": helpers.AdminErrorList(form, []),
        # Django's template asks for these.
        "inline_admin_formsets": [],
        "media": Media.from_media(model_admin.media + form.media, nonce=nonce),
        "original": story,
        "object_id": article.pk,
        "is_popup": False,
        "takes": form.takes,
        "findings": form.findings,
        "photos": Photo.objects.usable()[:PHOTO_CHOICES],
        "photos_in_text": _photos_in_text(form),
    }
    is_new = story is None
    return model_admin.render_change_form(
        request, context, add=is_new, change=not is_new, obj=story
    )


def _story_context(article: Article, form: ArticleForm, person: Any) -> dict[str, Any]:
    """Return what only a story that is there has: checks, state, verbs, translations."""
    content = desk.preview(article).content
    form.warn(desk.findings(article, content, timezone.now()))
    return {
        "title": "Edit story" if form.takes else "Story",
        "outdated_captions": desk.outdated_captions(article, content),
        "chips": chips(article),
        "owner": person_name(article.owner),
        "verbs": verbs.verb_buttons(article, person),
        "links": may(person, "preview_links", article),
        "translations": translations.translation_rows(article, person),
    }


def _photos_in_text(form: ArticleForm) -> list[dict[str, Any]]:
    """Return the photos that the text places, for the editor to show them in it."""
    # What was typed may be longer than is allowed, and is read before it is refused.
    body = (form["body"].value() or "")[: LONGEST["body"]]
    now = timezone.now()
    photos = photos_in_bulk(photo_ids(body)).values()
    return [{"photo": photo, "file": photo.thumbnail(now)} for photo in photos]


def _fields_of(form: ArticleForm, options: dict) -> dict:
    # Leave out of a fieldset what this person's form does not have.
    fields = []
    for entry in options["fields"]:
        names = [entry] if isinstance(entry, str) else list(entry)
        names = [name for name in names if name in form.fields]
        if names:
            fields.append(names[0] if len(names) == 1 else tuple(names))
    return {**options, "fields": fields}
