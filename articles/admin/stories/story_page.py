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
from articles.admin.base import person_name, post_data, render_desk_page, sentences
from articles.admin.fields import left_out_marks_warning, pictured
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
        {"fields": ("headline", "standfirst", ("section", "dateline_place"), "bylines", "body")},
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
    form = ArticleForm(post_data(request), article=article, person=request.user)
    if request.method == "POST":
        if not form.takes:
            raise PermissionDenied
        if form.is_valid() and (
            answer := _save(model_admin, request, article, form, new=pk is None)
        ):
            return answer
    article = Article() if pk is None else story_or_404(request, pk)
    return _show(model_admin, request, article, form)


def refuse(request: HttpRequest) -> HttpResponse:
    """Stories are never deleted."""
    raise PermissionDenied


def _save(
    model_admin: Any, request: HttpRequest, article: Article, form: ArticleForm, *, new: bool
) -> HttpResponse | None:
    """Save and go on, or leave the refusal in the form."""
    if new and (token := form.cleaned_data["token"]):
        if again := Article.objects.filter(uuid=token, owner=request.user).first():
            messages.info(request, "This story was saved by your first click already.")
            return redirect(address("change", again))
        article.uuid = token
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
        return _conflict(model_admin, request, stale.article, form)
    except (desk.DeskError, ValidationError, IntegrityError) as error:
        form.add_error(None, sentences(error))
        return None
    _tell(request, revision, before, form)
    return redirect(address("change", article))


def _tell(request: HttpRequest, revision: Any, before: int, form: ArticleForm) -> None:
    if said := left_out_marks_warning(form):
        messages.warning(request, said)
    if revision.number == before:
        messages.info(request, "Nothing was changed, so nothing new was saved.")
        return
    messages.success(request, f"Saved as revision {revision.number}.")
    if revision.article.approved_id:
        messages.warning(
            request,
            "What was approved stays as it was: this revision needs an approval of its own.",
        )


def _conflict(
    model_admin: Any, request: HttpRequest, present: Article, form: ArticleForm
) -> HttpResponse:
    """Show both texts; what was typed travels in hidden fields, so nothing is lost."""
    last = present.revisions.first()
    left_out = {"csrfmiddlewaretoken", "version"}
    typed = [(name, v) for name, vs in request.POST.lists() if name not in left_out for v in vs]
    return render_desk_page(
        model_admin,
        request,
        "desk/stories/conflict.html",
        title="Someone else saved this story while you were writing",
        article=present,
        last=last,
        last_by=person_name(last.actor) if last else "",
        differences=differences(present, form),
        typed=typed,
    )


def _show(
    model_admin: Any, request: HttpRequest, article: Article, form: ArticleForm
) -> HttpResponse:
    there = article.pk is not None
    if there:
        content = desk.preview(article).content
        form.warn(desk.findings(article, content, timezone.now()))
    fieldsets = [(title, _present(options, form)) for title, options in FIELDSETS]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "New story" if not there else ("Story" if not form.takes else "Edit story"),
        "adminform": helpers.AdminForm(form, fieldsets, {}),
        "errors": helpers.AdminErrorList(form, []),
        "inline_admin_formsets": [],
        "media": Media.from_media(model_admin.media + form.media, nonce=_nonce(request)),
        "original": article if there else None,
        "object_id": article.pk,
        "is_popup": False,
        "takes": form.takes,
        "findings": form.findings,
        "photos": Photo.objects.usable()[:PHOTO_CHOICES],
        "known": _known(form),
    }
    if there:
        context["outdated_captions"] = desk.outdated_captions(article, content)
        context |= _standing_of(article, request.user)
    return model_admin.render_change_form(
        request, context, add=not there, change=there, obj=article if there else None
    )


def _known(form: ArticleForm) -> list[dict[str, Any]]:
    """Return the photos that the text places, for the editor to show them in it."""
    now = timezone.now()
    photos = pictured(photo_ids((form["body"].value() or "")[: LONGEST["body"]]))
    return [{"photo": photo, "file": photo.thumbnail(now)} for photo in photos.values()]


def _nonce(request: HttpRequest) -> str:
    """Return the nonce for the editor's import map, which has to stand in the page."""
    return str(getattr(request, "csp_nonce", ""))


def _standing_of(article: Article, person: Any) -> dict[str, Any]:
    return {
        "chips": chips(article),
        "owner": person_name(article.owner),
        "verbs": verbs.offered(article, person),
        "links": may(person, "preview_links", article),
        "translations": translations.named(article, person),
    }


def _present(options: dict, form: ArticleForm) -> dict:
    """Leave out of a fieldset what this person's form does not have."""
    fields = []
    for entry in options["fields"]:
        names = [entry] if isinstance(entry, str) else list(entry)
        names = [name for name in names if name in form.fields]
        if names:
            fields.append(names[0] if len(names) == 1 else tuple(names))
    return {**options, "fields": fields}
