"""Searching the photo library, and editing many of its photos at once."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.admin.fields import comma_separated, length_validators
from articles.enums import Licence
from articles.models.photo import used
from articles.text.dates import localise

SOON = timedelta(days=7)
WHOSE = [("", "Everybody’s"), ("mine", "Mine")]
STANDING = [
    ("", "Any state"),
    ("good", "May be used"),
    ("soon", "Ends within seven days"),
    ("stopped", "Stopped"),
    ("over", "Licence expired"),
    ("ours", "Not for syndication"),
    ("reserved", "Reserved for a story"),
]
USE = [("", "Used or not"), ("yes", "Used"), ("no", "Not used yet")]
SHAPE = [
    ("", "Any shape"),
    ("wide", "Landscape"),
    ("tall", "Portrait"),
    ("square", "Square"),
]
LACKS = [
    ("", "Whatever it lacks"),
    ("alt", "No alt text"),
    ("credit", "No credit"),
    ("caption", "No caption"),
    ("licence", "Licence unknown"),
]


class LenientChoiceField(forms.ChoiceField):
    """A choice in an address: what is not offered is as if it were not there."""

    def __init__(self, choices: Any, label: str) -> None:
        super().__init__(choices=choices, label=label, required=False)

    def clean(self, value: Any) -> str:
        return value if self.valid_value(value or "") else ""


class DayField(forms.DateField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        )


class LibraryForm(forms.Form):
    """The library's address: a form sent by GET, so that a search can be kept and shared."""

    q = forms.CharField(
        required=False,
        max_length=500,
        label="Words",
        widget=forms.TextInput({"type": "search", "placeholder": "Words in any order"}),
    )
    whose = LenientChoiceField(WHOSE, "Whose")
    since, until = DayField("Added since"), DayField("Added until")
    source = forms.CharField(
        required=False,
        max_length=200,
        label="Credit or source",
    )
    licence = LenientChoiceField([("", "Any licence"), *Licence.choices], "Licence")
    standing = LenientChoiceField(STANDING, "May be used")
    use = LenientChoiceField(USE, "Used")
    shape = LenientChoiceField(SHAPE, "Shape")
    lacks = LenientChoiceField(LACKS, "Lacks")

    def apply_filter(self, photos: QuerySet, person: Any) -> QuerySet:
        """Return the photos that the address names; what can't be understood filters nothing."""
        # `cleaned_data` holds the fields that were understood, whatever this answers.
        self.is_valid()
        params = self.cleaned_data
        photos = photos.with_words(params.get("q", "").replace("\0", ""))
        if params.get("whose"):
            photos = photos.filter(owner=person)
        if name := params.get("source", "").replace("\0", "").strip():
            photos = photos.filter(Q(credit__icontains=name) | Q(source__icontains=name))
        if params.get("licence"):
            photos = photos.filter(licence=params["licence"])
        if params.get("use"):
            photos = photos.filter(used() if params["use"] == "yes" else ~used())
        if start := _midnight(params.get("since")):
            photos = photos.filter(created_at__gte=start)
        # The last day is one of them.
        if end := _midnight(params.get("until"), days=1):
            photos = photos.filter(created_at__lt=end)
        return photos.filter(
            _standing(params.get("standing", "")),
            _SHAPES.get(params.get("shape", ""), Q()),
            _LACKS.get(params.get("lacks", ""), Q()),
        )

    @property
    def filters(self) -> bool:
        """Tell whether it filters by more than words."""
        return any(value for name, value in self.cleaned_data.items() if name != "q")


def _midnight(day: date | None, days: int = 0) -> datetime | None:
    if day is None:
        return None
    try:
        return localise(datetime.combine(day + timedelta(days), time()))
    except (ValueError, OverflowError):
        # The first and the last day of all calendars have no midnight in every zone.
        return None


def _standing(state: str) -> Q:
    now = timezone.now()
    return {
        "good": Q(ends_at=None) | Q(ends_at__gt=now),
        "soon": Q(ends_at__gt=now, ends_at__lte=now + SOON),
        "stopped": Q(stopped_at__lte=now),
        "over": Q(licence_until__lte=now),
        "ours": Q(no_syndication=True),
        "reserved": Q(only_for__isnull=False),
    }.get(state, Q())


_SHAPES = {
    "wide": Q(width__gt=F("height")),
    "tall": Q(width__lt=F("height")),
    "square": Q(width=F("height")),
}
_LACKS = {
    "alt": Q(alt="", decorative=False),
    "credit": Q(credit=""),
    "caption": Q(caption=""),
    "licence": Q(licence=Licence.UNKNOWN),
}


class PhotoBulkEditForm(forms.Form):
    """What becomes of all chosen photos; every field may be left empty, but not all."""

    caption = forms.CharField(
        required=False,
        widget=forms.Textarea({"rows": 3}),
        validators=length_validators("caption"),
    )
    credit = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput({"class": "wide"})
    )
    add_keywords = forms.CharField(
        required=False, max_length=300, help_text="Separate with commas."
    )
    remove_keywords = forms.CharField(
        required=False, max_length=300, help_text="Separate with commas."
    )
    licence = forms.ChoiceField(
        required=False, choices=[("", "As it is"), *Licence.choices]
    )
    licence_note = forms.CharField(
        required=False,
        max_length=300,
        label="Permission or licence",
        widget=forms.TextInput({"class": "wide"}),
        help_text="Who allowed it, when and how; for Creative Commons which licence.",
    )

    def clean_add_keywords(self) -> list[str]:
        return comma_separated(self.cleaned_data["add_keywords"])

    def clean_remove_keywords(self) -> list[str]:
        return comma_separated(self.cleaned_data["remove_keywords"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Say what is to be changed.")
        return data
