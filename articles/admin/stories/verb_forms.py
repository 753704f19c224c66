"""One form a verb. `revision` names what the page showed, so that nothing else is published."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles import desk, permissions
from articles.admin.fields import ComingMomentField, length_validators
from articles.enums import Outcome
from articles.models import Article, Edition

SMALL = forms.Textarea({"rows": 3})


class VerbForm(forms.Form):
    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article = article


class RevisionForm(VerbForm):
    revision = forms.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.HiddenInput,
    )

    def clean_revision(self) -> Any:
        revision = self.article.revisions.filter(pk=self.cleaned_data["revision"]).first()
        if revision is None:
            raise forms.ValidationError("This story has no such revision.")
        return revision


class SubmitForm(RevisionForm):
    note = forms.CharField(
        required=False, max_length=300, widget=SMALL, label="Note for the editor"
    )


class PublishForm(RevisionForm):
    """`findings` are those of the checks; `seen` says which warnings the page has shown."""

    at = ComingMomentField(
        required=False,
        label="At",
        help_text="Empty: now. Else it is scheduled.",
        error_messages={
            "passed": "%(moment)s has passed: leave this empty for now, or choose a later moment."
        },
    )
    seen = forms.CharField(
        required=False,
        max_length=16,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.article.revisions.filter(pk=self.initial.get("revision")).first()
        self.findings = self._findings(shown, timezone.now()) if shown else []
        self.initial["seen"] = desk.fingerprint(self.findings)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if revision := data.get("revision"):
            self.findings = self._findings(revision, data.get("at") or timezone.now())
            now_seen = desk.fingerprint(self.findings)
            if now_seen and data.get("seen") != now_seen:
                # The form that is shown again has seen these: sent once more, it publishes.
                self.data = {**self.data.dict(), "seen": now_seen}
                self.add_error(
                    None, "Look at what the checks have found, and decide again."
                )
        return data

    @property
    def warned(self) -> bool:
        """Whether the findings only warn: then it can be published anyway."""
        blocked = any(finding.blocks for finding in self.findings)
        return bool(self.findings) and not blocked

    def _findings(self, revision: Any, at: datetime) -> list[desk.Finding]:
        return desk.findings(self.article, revision.story, at)


class PublishNowForm(PublishForm):
    at = None


class ScheduleForm(PublishForm):
    at = ComingMomentField(
        label="At",
        help_text="Newsroom time.",
        error_messages={"passed": "%(moment)s has passed: choose a later moment."},
    )


class UpdateForm(PublishForm):
    field_order = ("note", "at")
    note = forms.CharField(
        required=False,
        max_length=300,
        label="What is new",
    )


class CorrectForm(PublishForm):
    field_order = ("what", "where", "at")
    what = forms.CharField(
        widget=SMALL,
        label="What was wrong",
        validators=length_validators("note"),
        help_text="Readers see this above the text.",
    )
    where = forms.CharField(
        required=False,
        max_length=200,
        label="Where it stood",
        help_text="Second paragraph.",
    )


class ReasonForm(VerbForm):
    reason = forms.CharField(max_length=300, widget=SMALL)


class HoldForm(VerbForm):
    reason = forms.CharField(
        required=False,
        max_length=300,
        widget=SMALL,
        help_text="For editors only. Never published.",
    )


class WithdrawForm(VerbForm):
    outcome = forms.ChoiceField(
        choices=Outcome,
        widget=forms.RadioSelect,
        label="What readers get",
    )
    reason = forms.CharField(
        required=False,
        widget=SMALL,
        validators=length_validators("note"),
        help_text="A notice prints it; otherwise only the history shows it.",
    )
    replaced_by = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        label="Number of the story in its place",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        outcome = data.get("outcome")
        number = data.get("replaced_by")
        if outcome == Outcome.NOTICE and not data.get("reason"):
            self.add_error("reason", "A notice says why.")
        if outcome != Outcome.REPLACED_BY:
            data["replaced_by"] = None
        elif number is not None:
            live = Article.objects.filter(pk=number, editions__in=Edition.objects.live())
            data["replaced_by"] = live.exclude(pk=self.article.pk).first()
            if data["replaced_by"] is None:
                self.add_error(
                    "replaced_by", "There is no other live story of this number."
                )
        elif "replaced_by" not in self.errors:
            self.add_error("replaced_by", "Name the story that stands in its place.")
        return data


class HandOverForm(VerbForm):
    to = forms.ModelChoiceField(get_user_model().objects.none(), label="To")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(is_active=True)
        # Who may write may own a story.
        roles = [role for role in permissions.ROLES if role in permissions.TABLE["edit"]]
        self.fields["to"].queryset = people.filter(groups__name__in=roles).distinct()
