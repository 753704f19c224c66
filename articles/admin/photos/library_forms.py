"""What the photo library is asked: words, filters, and what becomes of many photos together."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from articles.admin.fields import length_validators
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
SHAPE = [("", "Any shape"), ("wide", "Landscape"), ("tall", "Portrait"), ("square", "Square")]
LACKS = [
    ("", "Whatever it lacks"),
    ("alt", "No alt text"),
    ("credit", "No credit"),
    ("caption", "No caption"),
    ("licence", "Licence unknown"),
]


class Loose(forms.ChoiceField):
    """A choice in an address: what is not offered is as if it were not there."""

    def __init__(self, choices: Any, label: str) -> None:
        super().__init__(choices=choices, label=label, required=False)

    def clean(self, value: Any) -> str:
        return value if self.valid_value(value or "") else ""


class Day(forms.DateField):
    def __init__(self, label: str) -> None:
        super().__init__(
            label=label, required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
        )


class LibraryForm(forms.Form):
    """The library's address: a form sent by GET, so that a search can be kept and shared."""

    q = forms.CharField(
        required=False,
        max_length=500,
        label="Words",
        widget=forms.TextInput({"type": "search", "placeholder": "Words in any order"}),
    )
    whose = Loose(WHOSE, "Whose")
    since, until = Day("Added since"), Day("Added until")
    source = forms.CharField(required=False, max_length=200, label="Credit or source")
    licence = Loose([("", "Any licence"), *Licence.choices], "Licence")
    standing = Loose(STANDING, "May be used")
    use = Loose(USE, "Used")
    shape = Loose(SHAPE, "Shape")
    lacks = Loose(LACKS, "Lacks")

    def narrow(self, photos: QuerySet, person: Any) -> QuerySet:
        """Return the photos that are asked for; what can't be understood narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        photos = photos.with_words(asked.get("q", "").replace("\0", ""))
        for condition in _conditions(asked, person):
            photos = photos.filter(condition)
        return photos

    @property
    def filters(self) -> bool:
        """Tell whether more than words is asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "q")


def _conditions(asked: dict[str, Any], person: Any) -> list[Q]:
    found = [_day(asked, "since", 0), _day(asked, "until", 1)]
    if asked.get("whose"):
        found.append(Q(owner=person))
    if words := asked.get("source", "").replace("\0", "").strip():
        found.append(Q(credit__icontains=words) | Q(source__icontains=words))
    if asked.get("licence"):
        found.append(Q(licence=asked["licence"]))
    if asked.get("use"):
        found.append(used() if asked["use"] == "yes" else ~used())
    found.append(_standing(asked.get("standing", "")))
    found += [_SHAPES.get(asked.get("shape", ""), Q()), _LACKS.get(asked.get("lacks", ""), Q())]
    return found


def _day(asked: dict[str, Any], name: str, more: int) -> Q:
    if not (day := asked.get(name)):
        return Q()
    try:
        moment = localise(datetime.combine(day + timedelta(days=more), time()))
    except (ValueError, OverflowError):
        return Q()
    return Q(created_at__lt=moment) if more else Q(created_at__gte=moment)


def _standing(wanted: str) -> Q:
    now = timezone.now()
    return {
        "good": Q(ends_at=None) | Q(ends_at__gt=now),
        "soon": Q(ends_at__gt=now, ends_at__lte=now + SOON),
        "stopped": Q(stopped_at__lte=now),
        "over": Q(licence_until__lte=now),
        "ours": Q(no_syndication=True),
        "reserved": Q(only_for__isnull=False),
    }.get(wanted, Q())


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
        required=False, widget=forms.Textarea({"rows": 3}), validators=length_validators("caption")
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
    licence = forms.ChoiceField(required=False, choices=[("", "As it is"), *Licence.choices])
    licence_note = forms.CharField(
        required=False,
        max_length=300,
        label="Permission or licence",
        widget=forms.TextInput({"class": "wide"}),
        help_text="Who allowed it, when and how; for Creative Commons which licence.",
    )

    def clean_add_keywords(self) -> list[str]:
        return _names(self.cleaned_data["add_keywords"])

    def clean_remove_keywords(self) -> list[str]:
        return _names(self.cleaned_data["remove_keywords"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Say what is to be changed.")
        return data


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
