"""Closing the words of an edition to readers, and opening them again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.admin.base import post_data, render_desk_page, sentences
from articles.admin.stories.verb_forms import HoldForm
from articles.models import ClosedEdition, Edition
from articles.permissions import may

from .lookup import address, story_or_404

CLOSES = (
    "Once it is an earlier edition, nobody outside the desk can read its text. Those before a "
    "hold or a withdrawal are hidden automatically."
)
OPENS = "Readers can read its text again, where the site shows earlier editions."


def hide(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask whether, or close the words of an edition; of a closed one, open them."""
    article = story_or_404(request, pk)
    edition = article.editions.filter(number=number).first()
    if edition is None:
        raise Http404("Edition not found.")
    if not may(request.user, "close_editions", article):
        raise PermissionDenied
    closed = ClosedEdition.objects.filter(pk=edition.pk).exists()
    form = (
        forms.Form(post_data(request)) if closed else HoldForm(post_data(request), article=article)
    )
    if request.method == "POST" and form.is_valid() and _act(request, edition, closed, form):
        return redirect(address("history", article))
    return render_desk_page(
        model_admin,
        request,
        "desk/confirm.html",
        title=f"{_label(closed)}: edition {number}",
        article=article,
        description=OPENS if closed else CLOSES,
        form=form,
        label=_label(closed),
        back=address("history", article),
    )


def _label(closed: bool) -> str:
    return "Show to readers" if closed else "Hide from readers"


def _act(request: HttpRequest, edition: Edition, closed: bool, form: forms.Form) -> bool:
    """Do it, or leave the refusal in the form."""
    try:
        if closed:
            desk.open_edition(edition, by=request.user)
        else:
            desk.close_edition(edition, by=request.user, note=form.cleaned_data["reason"])
    except desk.DeskError as error:
        form.add_error(None, sentences(error))
        return False
    state = "shown to" if closed else "hidden from"
    messages.success(request, f"Edition {edition.number} is {state} readers.")
    return True
