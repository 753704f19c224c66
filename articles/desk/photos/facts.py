"""What verbs on photos share: facts cleaned, the one end, history and events (docs/rules.md 11)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from articles.desk.errors import DeskError, WrongState
from articles.desk.log import events
from articles.enums import Licence
from articles.imaging.metadata import FileFacts
from articles.models import Author, EditionPhoto, Photo, PhotoRevision, Section
from articles.models.photo_facts import FACTS, RIGHTS
from articles.text.dates import localise
from articles.text.limits import max_length
from articles.text.plain_text import clean_line, clean_text

_TEXTS = {"caption", "instructions", "usage_terms"}
_NAMES = {"people", "keywords"}
_AS_THEY_ARE = {
    "decorative",
    "taken_at",
    "licence",
    "licence_until",
    "no_syndication",
    "only_for",
}

_TAKEN = "taken"  # as rows have it since before it was called used


class StalePhoto(DeskError):
    """Somebody saved the photo in the meantime; `photo` is as it is now."""

    def __init__(self, photo: Photo) -> None:
        self.photo = photo
        super().__init__("Someone else saved this photo while you were writing.")


def lock_photo(photo: Photo) -> None:
    """Take the photo's row for this transaction and bring the object up to date."""
    if Photo.objects.select_for_update().filter(pk=photo.pk).first() is None:
        raise WrongState("This photo is no longer there.")
    photo.refresh_from_db()


def set_facts(photo: Photo, facts: dict[str, Any]) -> None:
    """Write facts on a photo, cleaned here and nowhere else."""
    for name, value in facts.items():
        setattr(photo, name, _cleaned(name, value))


def set_missing(photo: Photo, file_facts: FileFacts) -> None:
    """Fill what nobody has written from what the file says, cut to what fits."""
    for name in (*FACTS, *RIGHTS):
        value = getattr(file_facts, name, None)
        if getattr(photo, name) in ("", None) and value not in (None, "", ()):
            setattr(photo, name, _fitting(name, value))
    taken_at = file_facts.taken_at
    # The offset belongs to the file's moment, not to one that somebody typed.
    if taken_at and taken_at.tzinfo and photo.taken_at == taken_at:
        photo.taken_offset = int(taken_at.utcoffset().total_seconds() // 60)
    photo.latitude, photo.longitude = file_facts.latitude, file_facts.longitude
    photo.unused_facts = [
        {"fact": one.fact, "text": clean_text(one.text), _TAKEN: clean_text(one.used)}
        for one in file_facts.unused
    ]


def _fitting(name: str, value: Any) -> Any:
    if name == "taken_at":
        try:
            # A camera that does not say its offset was set to newsroom time, or so we take it.
            moment = value if value.tzinfo else localise(value)
            return moment if 1826 <= moment.year <= 2199 else None
        except (ValueError, OverflowError):
            return None
    if isinstance(value, tuple):
        # Names are joined by commas: one within a name would make two of it.
        value = ", ".join(str(one).replace(",", " ") for one in value)
    cleaned = _cleaned(name, value)
    longest = Photo._meta.get_field(name).max_length
    if not longest or len(cleaned) <= longest:
        return cleaned
    if name in _NAMES:
        return cleaned[:longest].rpartition(",")[0]  # Whole names only.
    return cleaned[:longest].rstrip()


def check_facts(photo: Photo) -> None:
    """Raise a ValidationError for what an editor may write and the row can't hold."""
    others = {field.name for field in Photo._meta.fields} - {*FACTS, *RIGHTS}
    photo.clean_fields(exclude=others)


def _cleaned(name: str, value: Any) -> Any:
    if name in _AS_THEY_ARE:
        return value
    if name in _NAMES:
        names = [clean_line(one) for one in str(value).split(",")]
        return ", ".join(dict.fromkeys(one for one in names if one))
    return clean_text(value) if name in _TEXTS else clean_line(value)


def facts_of(photo: Photo) -> dict[str, Any]:
    """Return facts and rights as the history shows them; never where on earth it was taken."""
    facts = {name: getattr(photo, name) for name in (*FACTS, *RIGHTS) if name != "only_for"}
    moments = {name: _iso(facts[name]) for name in ("taken_at", "licence_until")}
    return {
        **facts,
        **moments,
        "licence": Licence(photo.licence).label,
        "only_for": photo.only_for_id,
        "stopped": _iso(photo.stopped_at),
        "stop_reason": photo.end_reason,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def use_of(photo: Photo) -> tuple[datetime | None, bool, bool]:
    """Return what `save_with_end` compares: the end, whether it has come, whether feeds omit it."""
    return photo.ends_at, photo.ended(timezone.now()), photo.no_syndication


def save_with_end(
    photo: Photo,
    use: tuple[datetime | None, bool, bool],
    *,
    by: Any,
    verb: str,
    summary: str,
) -> Photo:
    """Derive the one end, save, and write history and events; `use` is what it was before."""
    now = timezone.now()
    end_before, ended_before, out_before = use
    ends = [moment for moment in (photo.stopped_at, photo.licence_until) if moment]
    photo.ends_at = min(ends, default=None)
    came_back = ended_before and not photo.ended(now)
    toggled = out_before != photo.no_syndication
    # An end that lies back when it is written is news of now: nobody was told at its moment.
    ended_late = photo.ended(now) and not ended_before and photo.ends_at < now
    if came_back or toggled or ended_late:
        photo.rights_at = now
    save_photo_revision(photo, by=by, summary=summary)
    keys, note = keys_of_photo(photo), photo.end_reason
    events.log_event(verb, by=by, keys=keys, at=now, note=note, photo=photo)
    # What changes by time alone is an event for that moment (docs/rules.md 24).
    if photo.ends_at and photo.ends_at > now and photo.ends_at != end_before:
        events.log_event("photo_ends", by=by, keys=keys, at=photo.ends_at, note=note)
    return photo


def save_photo_revision(photo: Photo, *, by: Any, summary: str) -> None:
    """Save a photo under the next number, and its facts as they are now."""
    photo.version += 1
    photo.save()
    PhotoRevision.objects.create(
        photo=photo,
        number=photo.version,
        facts=facts_of(photo),
        actor=by,
        summary=clean_line(summary)[: max_length(PhotoRevision, "summary")],
    )


def keys_of_photo(photo: Photo) -> set[str]:
    """Return the keys of all pages that show a photo: stories, portraits, sections, front."""
    stories = EditionPhoto.objects.filter(photo=photo).values_list(
        "edition__article", flat=True
    )
    authors = Author.objects.filter(portrait=photo).values_list("pk", flat=True)
    sections = Section.objects.filter(picture=photo).values_list("pk", flat=True)
    return {
        f"photo:{photo.pk}",
        *(["front"] if photo.slots.exists() else []),
        *(f"article:{pk}" for pk in stories.distinct()),
        *(f"author:{pk}" for pk in authors),
        *(f"section:{pk}" for pk in sections),
    }
