from typing import Any

from django import forms
from django.contrib.admin.widgets import ForeignKeyRawIdWidget

from articles.admin.fields import MomentField
from articles.enums import Licence
from articles.imaging.decode import MAX_BYTES
from articles.imaging.rendition_plan import RATIOS
from articles.models import Article, Photo
from articles.models.photo_facts import FACTS, RIGHTS

MOST_MEGABYTES = MAX_BYTES // 1024 // 1024
SMALL, WIDE = forms.Textarea({"rows": 3}), forms.TextInput({"class": "wide"})
WIDGETS = {
    "caption": SMALL,
    "instructions": SMALL,
    "usage_terms": SMALL,
    **dict.fromkeys(("title", "alt", "people", "keywords"), WIDE),
    **dict.fromkeys(
        ("credit", "creator", "source", "copyright_notice", "licence_note"), WIDE
    ),
}
TYPED = (*FACTS, *RIGHTS)
LICENCE_OVER = (
    "%(moment)s has passed: a photo that may no longer be used is stopped instead."
)


class StoryNumber(ForeignKeyRawIdWidget):
    """The number of a story, without its headline: it may be a story that one may not read."""

    def label_and_url_for_value(self, value: Any) -> tuple[str, str]:
        return "", ""


class PhotoForm(forms.ModelForm):
    """The facts and rights of a photo; `began_from` is the version it shows."""

    began_from = forms.IntegerField(
        min_value=0,
        required=False,
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Photo
        fields = TYPED
        widgets = WIDGETS
        field_classes = {"taken_at": MomentField}
        error_messages = {"licence_until": {"passed": LICENCE_OVER}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["began_from"].initial = self.instance.version
        if reserved := self.fields.get("only_for"):
            # The story that it has is kept, also by who may not read it.
            reserved.queryset |= Article.objects.filter(pk=self.instance.only_for_id)
        if licence := self.fields.get("licence"):
            licence.choices = [(kind, f"{kind.label} – {kind.caution}") for kind in Licence]

    def typed(self) -> dict[str, Any]:
        """Return what differs from the record, as the verb takes it."""
        return {
            name: self.cleaned_data[name] for name in self.changed_data if name in TYPED
        }


class PhotoUploadForm(PhotoForm):
    file = forms.FileField(label="Picture", help_text="JPEG, PNG, WebP or AVIF.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What is left empty is read from the file.
        self.fields["title"].required = False
        self.fields["title"].help_text = "Empty fields are filled from what the file says."


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"multiple": True, "accept": "image/*"})


class FilesForm(forms.Form):
    """Many pictures at once, with what holds for those whose files say nothing of it.

    The files themselves are read one by one by the view: one bad file spoils no other.
    """

    files = forms.FileField(
        required=False,
        label="Pictures",
        widget=FilesInput,
        help_text=f"JPEG, PNG, WebP or AVIF, each at most {MOST_MEGABYTES} MB and 50 megapixels.",
    )
    credit = forms.CharField(
        max_length=200,
        required=False,
        widget=WIDE,
        help_text="For files that say none: who, and for whom.",
    )
    licence = forms.ChoiceField(
        required=False,
        choices=Licence,
        initial=Licence.UNKNOWN,
        help_text="Of all these files.",
    )


class ReplaceForm(forms.Form):
    began_from = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    file = forms.FileField(
        label="New file",
        widget=forms.ClearableFileInput({"accept": "image/*"}),
        help_text=f"Of the same picture. JPEG, PNG, WebP or AVIF, at most {MOST_MEGABYTES} MB.",
    )


class Percent(forms.FloatField):
    """A place or a length in hundredths of a picture's side."""

    def __init__(
        self, label: str, widget: type[forms.NumberInput] = forms.NumberInput
    ) -> None:
        super().__init__(
            label=label,
            min_value=0,
            max_value=100,
            step_size=0.1,
            widget=widget,
        )

    def prepare_value(self, value: Any) -> Any:
        return round(value, 1) if isinstance(value, float) else value


class RangeInput(forms.NumberInput):
    input_type = "range"


class FocusForm(forms.Form):
    x, y = Percent("From the left, %"), Percent("From the top, %")


class CropForm(forms.Form):
    """A box of a shape: its height follows from its width."""

    shape = forms.ChoiceField(
        choices=[(name, name) for name in RATIOS], widget=forms.HiddenInput
    )
    left, top = Percent("From the left", RangeInput), Percent("From the top", RangeInput)
    width = Percent("Width", RangeInput)


class UsageReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=280,
        help_text="Rights, safety or the wrong picture. Kept in the audit log.",
    )
