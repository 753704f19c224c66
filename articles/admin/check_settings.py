from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import desk
from articles.enums import Severity
from articles.models import CheckSetting

from .base import DeskAdmin, post_data, refusals_in, render_desk_page


class ChecksForm(forms.Form):
    """Every check of the registry, with how strict it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Read when the form is shown: another chief may have saved.
        strict = desk.severities()
        for check in desk.CHECKS:
            self.fields[check.id] = forms.ChoiceField(
                choices=Severity,
                widget=forms.RadioSelect({"class": "inline"}),
                label=check.description,
                initial=strict[check.id],
                help_text=f"Default: {Severity(check.default).label.lower()}.",
            )


@admin.register(CheckSetting)
class CheckSettingAdmin(DeskAdmin):
    """One page for all checks: how strict each is is the chief's."""

    reads = "manage_site"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        form = ChecksForm(post_data(request))
        if request.method == "POST" and form.is_valid():
            with refusals_in(form):
                desk.set_checks(form.cleaned_data, by=request.user)
                messages.success(
                    request, "Saved: it holds for what is published from now on."
                )
                return redirect("admin:articles_checksetting_changelist")
        return render_desk_page(
            self,
            request,
            "desk/confirm.html",
            title="Checks before publishing",
            description="A check that warns is shown and asks once; "
            "one that blocks stops publishing.",
            form=form,
            label="Save",
            back="..",
        )

    def changeform_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return redirect("admin:articles_checksetting_changelist")
