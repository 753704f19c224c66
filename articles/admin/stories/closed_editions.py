"""Hiding the text of an earlier edition from readers, and showing it again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.admin.base import post_data, refusals_in, render_desk_page
from articles.admin.stories.verb_forms import HoldForm
from articles.models import ClosedEdition
from articles.permissions import may

from .lookup import address, story_or_404

HIDES = (
    "Once it is an earlier edition, nobody outside the desk can read its text. Those before a "
    "hold or a withdrawal are hidden automatically."
)
SHOWS = "Readers can read its text again, where the site shows earlier editions."


def hide(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask whether, or hide the text of an edition; show one that is hidden."""
    article = story_or_404(request, pk)
    edition = article.editions.filter(number=number).first()
    if edition is None:
        raise Http404("Edition not found.")
    # Whether there is such an edition is no secret to who may read the story.
    if not may(request.user, "close_editions", article):
        raise PermissionDenied
    hidden = ClosedEdition.objects.filter(pk=edition.pk).exists()
    data = post_data(request)
    form = forms.Form(data) if hidden else HoldForm(data, article=article)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            if hidden:
                desk.open_edition(edition, by=request.user)
            else:
                desk.close_edition(
                    edition, by=request.user, note=form.cleaned_data["reason"]
                )
            state = "shown to" if hidden else "hidden from"
            messages.success(request, f"Edition {number} is {state} readers.")
            return redirect(address("history", article))
    label = "Show to readers" if hidden else "Hide from readers"
    return render_desk_page(
        model_admin,
        request,
        "desk/confirm.html",
        title=f"{label}: edition {number}",
        article=article,
        description=SHOWS if hidden else HIDES,
        form=form,
        label=label,
        back=address("history", article),
    )
