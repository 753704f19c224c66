from typing import Any

from django import forms

from articles.models import Author, Section


class TogetherForm(forms.Form):
    """What becomes of all chosen stories; every field may be left empty, but not all."""

    section = forms.ModelChoiceField(
        Section.objects.active(), required=False, empty_label="As it is"
    )
    bylines = forms.ModelMultipleChoiceField(
        Author.objects.all(), required=False, help_text="Replace those that are there."
    )
    add_tags = forms.CharField(required=False, max_length=300, help_text="Separate with commas.")
    remove_tags = forms.CharField(required=False, max_length=300, help_text="Separate with commas.")
    also_refile = forms.BooleanField(
        required=False,
        label="Publish to live stories as a silent fix",
        help_text="Else readers see nothing of it until each is published again.",
    )

    def clean_add_tags(self) -> list[str]:
        return _names(self.cleaned_data["add_tags"])

    def clean_remove_tags(self) -> list[str]:
        return _names(self.cleaned_data["remove_tags"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data[name] for name in data if name != "also_refile"):
            raise forms.ValidationError("Say what is to be changed.")
        return data


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
