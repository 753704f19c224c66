"""Fields that take what an editor types: newsroom times, ordered lists, numbers of photos."""

from collections.abc import Iterable
from datetime import datetime
from itertools import zip_longest
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Author, Photo
from articles.text.dates import has_passed, localise, newsroom_time
from articles.text.limits import LONGEST, MOST_TAGS, excess

ROWS = 3  # what an empty list offers
SPARE = 2  # empty rows below a filled one, so that everything works without script
MAX_ID_DIGITS = 18  # databases refuse numbers of more than 63 bits with an error
MAX_ALT = 300  # letters of a photo's alt text
EARLIEST, LATEST = 1826, 2199  # the first photograph; an end that nobody means


class Longest:
    """Validates that a text is not too long, and says by how much; what was typed stays.

    A field's own max_length would have browsers cut what is pasted, and say nothing.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, text: str) -> None:
        if sentence := excess(text, self.limit):
            raise forms.ValidationError(sentence)


def length_validators(name: str) -> list[Longest]:
    """Return the validators of a field by its name among the limits."""
    return [Longest(LONGEST[name])]


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"
    supports_microseconds = True  # of what stands there; none are shown

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"step": "any", **(attrs or {})}, format="%Y-%m-%dT%H:%M:%S")


class MomentField(forms.DateTimeField):
    """A moment in newsroom time; what the clocks show twice or never is refused.

    What stood there and was left as it is comes back as it was, to the microsecond.
    """

    widget = MomentInput
    stood: datetime | None = None

    def __init__(self, **kwargs: Any) -> None:
        help_text = kwargs.get("help_text") or ""
        zone = timezone.get_default_timezone_name()
        kwargs["help_text"] = f"{help_text} Newsroom time ({zone}).".strip()
        super().__init__(**kwargs)

    def get_bound_field(self, form: Any, field_name: str) -> Any:
        # Learn what stands there: of the record, never of what was sent.
        self.stood = form.get_initial_for_field(self, field_name)
        return super().get_bound_field(form, field_name)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            moment = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise forms.ValidationError(
                "Write a date and a time: 2025-11-28 19:02."
            ) from None
        if moment == self.prepare_value(self.stood):
            return self.stood
        if not EARLIEST <= moment.year <= LATEST:
            raise forms.ValidationError(f"Write a year from {EARLIEST} to {LATEST}.")
        if timezone.is_aware(moment):
            return moment
        try:
            return localise(moment)
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        return value


class ComingMomentField(MomentField):
    """A moment to come: what has passed is refused, unless it stood there already.

    This very minute counts as now, so that nobody has to be quicker than the clock.
    """

    default_error_messages = {
        "passed": "%(moment)s has passed: choose a later moment, or leave this empty."
    }

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is None or moment == self.stood:
            return moment
        if has_passed(moment):
            params = {"moment": newsroom_time(moment)}
            raise forms.ValidationError(self.error_messages["passed"], "passed", params)
        # The minute that was typed has begun already: what is public never begins in the past.
        return max(moment, timezone.now())


class RowsWidget(forms.Widget):
    """A list whose order is the order of its rows, each under the same name."""

    template: str

    def rows(self, name: str, value: Any) -> list[dict]:
        raise NotImplementedError

    def render(
        self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None
    ) -> str:
        disabled = bool(attrs and attrs.get("disabled"))
        context = {
            "name": name,
            "rows": self.rows(name, value),
            "id": f"id_{name}",
        }
        return render_to_string(self.template, context | {"disabled": disabled})

    # Each row has an id of its own; the label belongs to the first.
    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1"


class RepeatedSelect(RowsWidget):
    template = "desk/widgets/repeated_select.html"
    choices: Iterable[tuple[Any, str]] = ()

    def rows(self, name: str, value: Any) -> list[dict]:
        keys = [str(key) for key in value or []]
        keys += [""] * max(ROWS - len(keys), SPARE)
        options = [(str(key), label) for key, label in self.choices]
        return [{"value": key, "options": options} for key in keys]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [key for key in data.getlist(name) if key.strip()]


class BylinesField(forms.Field):
    """Authors in order, each once."""

    widget = RepeatedSelect

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.choices = AuthorChoices()

    def clean(self, value: Any) -> list[Author]:
        ids = [_number(key) for key in value or []]
        authors = Author.objects.in_bulk({pk for pk in ids if pk})
        if any(pk not in authors for pk in ids):
            raise forms.ValidationError(
                "An author of this list no longer exists: choose again."
            )
        return [authors[pk] for pk in dict.fromkeys(ids)]


class AuthorChoices:
    """The authors, read when a form is shown."""

    def __iter__(self):
        yield from Author.objects.values_list("pk", "name")


class PhotoInput(forms.TextInput):
    """A number with the picture beside it."""

    def render(
        self, name: str, value: Any, attrs: dict | None = None, renderer: Any = None
    ) -> str:
        photo = photos_in_bulk([value]).get(_number(value))
        context = {
            "name": name,
            "value": "" if value is None else value,
            "photo": photo,
            "file": photo.thumbnail(timezone.now()) if photo else None,
            "disabled": bool(attrs and attrs.get("disabled")),
        }
        return render_to_string("desk/widgets/photo.html", context)


def photos_in_bulk(numbers: Iterable[Any]) -> dict[int, Photo]:
    """Return the photos of what may be numbers, with their files: two queries, however many."""
    ids = {_number(value) for value in numbers} - {None}
    return Photo.objects.prefetch_related("renditions").in_bulk(ids) if ids else {}


class PhotoField(forms.CharField):
    """One photo by its number; the list of the newest helps to find it."""

    widget = PhotoInput

    def clean(self, value: Any) -> Photo | None:
        value = super().clean(self.prepare_value(value))
        return photos_by_number([value])[0] if value else None

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Photo) else value


class GalleryRows(RowsWidget):
    template = "desk/widgets/gallery.html"

    def rows(self, name: str, value: Any) -> list[dict]:
        entries = value or []
        photos = photos_in_bulk(number for number, _, _ in entries)
        now = timezone.now()
        rows = []
        for number, caption, alt in entries:
            photo = photos.get(_number(number))
            file = photo.thumbnail(now) if photo else None
            row = {
                "number": number,
                "caption": caption,
                "alt": alt,
                "photo": photo,
                "file": file,
            }
            rows.append(row)
        spare = max(ROWS - len(rows), SPARE)
        return rows + [{"number": "", "caption": "", "alt": ""}] * spare

    def value_from_datadict(
        self, data: Any, files: Any, name: str
    ) -> list[tuple[str, str, str]]:
        numbers = data.getlist(name)
        captions = data.getlist(f"{name}_caption")
        alts = data.getlist(f"{name}_alt")
        # A script may send fewer captions than numbers: what is missing is empty.
        rows = zip_longest(numbers, captions, alts, fillvalue="")
        return [row for row in rows if row[0].strip()]


class GalleryField(forms.Field):
    """Photos in order with captions and alt texts of their own, each once."""

    widget = GalleryRows

    def clean(self, value: Any) -> list[tuple[Photo, str, str]]:
        rows = value or []
        for _, caption, alt in rows:
            Longest(LONGEST["caption"])(caption)
            Longest(MAX_ALT)(alt)
        # PostgreSQL stores no NUL; the other fields of a form refuse it by themselves.
        if any("\0" in caption + alt for _, caption, alt in rows):
            raise forms.ValidationError(
                "A caption holds a character that cannot be stored."
            )
        photos = photos_by_number([number for number, _, _ in rows])
        gallery: dict[Photo, tuple[Photo, str, str]] = {}
        for photo, (_, caption, alt) in zip(photos, rows, strict=True):
            gallery.setdefault(photo, (photo, caption.strip(), alt.strip()))
        return list(gallery.values())


def comma_separated(text: str) -> list[str]:
    names = (name.strip() for name in text.split(","))
    return [name for name in names if name]


class TagNamesField(forms.CharField):
    """Names of tags, with commas between them."""

    def clean(self, value: Any) -> list[str]:
        names = [name.strip() for name in super().clean(value).split(",")]
        if any(len(name) > 100 for name in names):
            raise forms.ValidationError(
                "A tag has at most 100 letters; put commas between tags."
            )
        if len(names) > MOST_TAGS:
            raise forms.ValidationError(
                f"These are {len(names):,} tags: {MOST_TAGS} are the most of a story."
            )
        return list(dict.fromkeys(name for name in names if name))


def photos_by_number(values: list[str]) -> list[Photo]:
    """Return the photos of these numbers, in order, or say which does not exist."""
    numbers = [_number(value) for value in values]
    photos = Photo.objects.in_bulk({number for number in numbers if number})
    for number, value in zip(numbers, values, strict=True):
        if number not in photos:
            raise forms.ValidationError(f"There is no photo {str(value)[:20]}.")
    return [photos[number] for number in numbers]


def is_id(text: str) -> bool:
    """Whether it may be the number of a row."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_ID_DIGITS


def _number(value: Any) -> int | None:
    text = str(value).strip().removeprefix("#")
    return int(text) or None if is_id(text) else None
