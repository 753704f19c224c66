"""Closing the words of an edition to readers, and opening them again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.admin.base import page, posted, sentences
from articles.admin.stories.verb_forms import HoldForm
from articles.models import ClosedEdition, Edition
from articles.permissions import may

from .lookup import address, story_or_404

CLOSES = (
    "Once it is an earlier edition, nobody outside the desk reads its words. Those before a hold "
    "or a withdrawal are closed by themselves."
)
OPENS = "Readers may read its words again, where the site lets them read earlier editions."


def words(model_admin: Any, request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask whether, or close the words of an edition; of a closed one, open them."""
    article = story_or_404(request, pk)
    edition = article.editions.filter(number=number).first()
    if edition is None:
        raise Http404("There is no such edition.")
    if not may(request.user, "close_editions", article):
        raise PermissionDenied
    closed = ClosedEdition.objects.filter(pk=edition.pk).exists()
    form = forms.Form(posted(request)) if closed else HoldForm(posted(request), article=article)
    if request.method == "POST" and form.is_valid() and _act(request, edition, closed, form):
        return redirect(address("history", article))
    return page(
        model_admin,
        request,
        "admin/articles/confirm.html",
        title=f"{_label(closed)} of edition {number}",
        article=article,
        says=OPENS if closed else CLOSES,
        form=form,
        label=_label(closed),
        back=address("history", article),
    )


def _label(closed: bool) -> str:
    return "Open the words" if closed else "Close the words"


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
    state = "open" if closed else "closed"
    messages.success(request, f"The words of edition {edition.number} are {state}.")
    return True
