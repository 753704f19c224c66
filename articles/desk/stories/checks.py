"""The checks before publishing: one registry, asked by the form, the page and the verb.

What a check finds warns or blocks as the chief has set it. Blocks stop the verb; warnings are
shown on the page, where publishing says that they were seen.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.desk.errors import NotReady, allow
from articles.enums import Licence, Severity
from articles.models import Article, CheckSetting, Edition, Photo
from articles.models.canonical import digest
from articles.text.dates import newsroom_time

LEAD_WIDTH = 1200  # what search engines and social cards ask for
HEADLINE_LENGTH = 110  # where search engines and phones cut
WEEK = timedelta(days=7)

# Where a check found something, a field of the story's form, and its sentence.
Found = Iterator[tuple[str, str]]


@dataclass(frozen=True)
class Case:
    """A story as it would be frozen, at the moment at which it would be public."""

    article: Article
    content: dict[str, Any]
    at: datetime
    photos: dict[int, Photo] = field(default_factory=dict)

    def uses(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every use of a photo: the form's field, and what is printed with it."""
        if self.content["lead"]:
            yield "lead_photo", self.content["lead"]
        yield from (("gallery", entry) for entry in self.content["gallery"])
        yield from (("body", entry) for entry in self.content["figures"])

    def known(self) -> Iterator[tuple[str, dict[str, Any], Photo]]:
        """Yield the uses of photos that are in the library."""
        for name, entry in self.uses():
            if photo := self.photos.get(entry["id"]):
                yield name, entry, photo


@dataclass(frozen=True)
class Check:
    id: str
    says: str
    default: str
    find: Callable[[Case], Found]


@dataclass(frozen=True)
class Finding:
    check: str
    field: str
    sentence: str
    severity: str

    @property
    def blocks(self) -> bool:
        return self.severity == Severity.BLOCK


def findings(article: Article, content: dict[str, Any], at: datetime) -> list[Finding]:
    """Return what stands against a story's being public from a moment on, blocks first."""
    ids = {entry["id"] for _, entry in Case(article, content, at).uses()}
    case = Case(article, content, at, Photo.objects.in_bulk(ids) if ids else {})
    how = severities()
    found = [
        Finding(check.id, name, sentence, how[check.id])
        for check in CHECKS
        if how[check.id] != Severity.OFF
        for name, sentence in check.find(case)
    ]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.blocks)


def refuse_unready(article: Article, content: dict[str, Any], at: datetime) -> None:
    """Raise NotReady with a sentence for everything that blocks."""
    moment = max(at, timezone.now())  # a moment in the past is for import and demo
    found = findings(article, content, moment)
    if blocks := [finding.sentence for finding in found if finding.blocks]:
        raise NotReady(*dict.fromkeys(blocks))


def fingerprint(found: list[Finding]) -> str:
    """Return what a page sends back to say that these warnings were seen; none: empty."""
    said = sorted(finding.sentence for finding in found if not finding.blocks)
    return digest({"seen": said})[:16] if said else ""


def severities() -> dict[str, str]:
    """Return how strict each check is: as the chief has set it, or as it comes."""
    chosen = dict(CheckSetting.objects.values_list("check_id", "severity"))
    return {check.id: chosen.get(check.id, check.default) for check in CHECKS}


def set_checks(chosen: dict[str, str], *, by: Any) -> None:
    """Set how strict checks are; for every story that is published from now on."""
    known = {check.id for check in CHECKS}
    if not (set(chosen) <= known and set(chosen.values()) <= set(Severity.values)):
        raise NotReady("Check not found, or it can't be as strict as that.")
    with transaction.atomic():
        allow(by, "manage_site")
        for check_id, severity in chosen.items():
            CheckSetting.objects.update_or_create(
                check_id=check_id, defaults={"severity": severity}
            )


def _missing(case: Case) -> Found:
    for name, entry in case.uses():
        if entry["id"] not in case.photos:
            yield name, f"Photo {entry['id']} is no longer in the library: take it out."


def _without_alt(case: Case) -> Found:
    for name, entry, photo in case.known():
        if not entry["alt"] and not photo.decorative:
            yield name, _of(photo, "has no alt text: write it, or mark the photo as decorative.")


def _without_credit(case: Case) -> Found:
    for name, entry, photo in case.known():
        if not entry["credit"]:
            yield name, _of(photo, "has no credit: write whose picture it is.")


def _without_licence(case: Case) -> Found:
    for name, _, photo in case.known():
        if photo.licence == Licence.UNKNOWN:
            yield name, _of(photo, "has no licence: find out by what right we may use it.")


def _without_permission(case: Case) -> Found:
    for name, _, photo in case.known():
        if photo.licence == Licence.SOCIAL and not photo.licence_note:
            yield name, _of(photo, "is from social media: note who allowed it, when and how.")


def _stopped(case: Case) -> Found:
    for name, _, photo in case.known():
        if photo.stopped(case.at):
            yield name, _of(photo, f"may not be used: {photo.end_reason.rstrip('.')}.")


def _over(case: Case) -> Found:
    for name, _, photo in case.known():
        if photo.licence_until and photo.licence_until <= case.at:
            until = newsroom_time(photo.licence_until)
            yield name, _of(photo, f"may be used until {until} only, and that is over by then.")


def _reserved(case: Case) -> Found:
    for name, _, photo in case.known():
        if photo.only_for_id and photo.only_for_id != case.article.pk:
            yield name, _of(photo, f"is only for story {photo.only_for_id}.")


def _narrow_lead(case: Case) -> Found:
    for name, _, photo in case.known():
        if name == "lead_photo" and photo.width < LEAD_WIDTH:
            yield name, _of(photo, f"is {photo.width} pixels wide; a lead needs {LEAD_WIDTH}.")


def _no_lead(case: Case) -> Found:
    if not case.content["lead"]:
        yield "lead_photo", "There is no lead photo."


def _long_headline(case: Case) -> Found:
    length = len(case.content["headline"])
    if length > HEADLINE_LENGTH:
        yield "headline", f"The headline has {length} letters; {HEADLINE_LENGTH} are the most."


def _again(case: Case) -> Found:
    now = timezone.now()
    same = Edition.objects.live(now).filter(
        first_published__gt=now - WEEK, headline=case.content["headline"]
    )
    if other := same.exclude(article=case.article.pk).first():
        said = f"Story {other.article_id} of {newsroom_time(other.first_published)}"
        yield "headline", f"{said} has the same headline."


def _no_tags(case: Case) -> Found:
    if not case.content["tags"]:
        yield "tags", "There are no tags."


def _of(photo: Photo, says: str) -> str:
    return f"Photo {photo.pk} (“{photo.title[:60]}”) {says}"


_WARN, _BLOCK = Severity.WARN, Severity.BLOCK
CHECKS = (
    Check("photo-missing", "Every photo is in the library", _BLOCK, _missing),
    Check("photo-alt", "Every photo has its alt text or is decorative", _BLOCK, _without_alt),
    Check("photo-credit", "Every photo has its credit", _BLOCK, _without_credit),
    Check("photo-licence", "Every photo has a licence", _BLOCK, _without_licence),
    Check("photo-permission", "Social media: the permission is noted", _BLOCK, _without_permission),
    Check("photo-stopped", "No photo is stopped", _BLOCK, _stopped),
    Check("photo-until", "Every licence holds when the story appears", _BLOCK, _over),
    Check("photo-only-for", "No photo is reserved for another story", _BLOCK, _reserved),
    Check("lead-width", f"The lead photo is at least {LEAD_WIDTH} wide", _WARN, _narrow_lead),
    Check("lead-missing", "There is a lead photo", _WARN, _no_lead),
    Check(
        "headline-long",
        f"The headline has at most {HEADLINE_LENGTH} letters",
        _WARN,
        _long_headline,
    ),
    Check("headline-again", "No other story of the week has this headline", _WARN, _again),
    Check("tags-missing", "There are tags", _WARN, _no_tags),
)
