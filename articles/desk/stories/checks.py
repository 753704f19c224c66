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

# A field of the story's form, and what is wrong there in a sentence.
Findings = Iterator[tuple[str, str]]


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
    description: str
    default: str
    find: Callable[[Case], Findings]


CHECKS: list[Check] = []


def check(check_id: str, description: str, default: str) -> Callable:
    """Register a function as a check; the desk sees checks in the order of this file."""

    def register(find: Callable[[Case], Findings]) -> Callable[[Case], Findings]:
        CHECKS.append(Check(check_id, description, default, find))
        return find

    return register


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
    # All photos in one query, and none where there are none.
    ids = {entry["id"] for _, entry in Case(article, content, at).uses()}
    case = Case(article, content, at, Photo.objects.in_bulk(ids) if ids else {})
    results = []
    chosen = severities()
    for one in CHECKS:
        severity = chosen[one.id]
        if severity != Severity.OFF:
            for name, sentence in one.find(case):
                results.append(Finding(one.id, name, sentence, severity))
    # A photo used twice in one place is told once.
    return sorted(dict.fromkeys(results), key=lambda finding: not finding.blocks)


def refuse_unready(article: Article, content: dict[str, Any], at: datetime) -> None:
    """Raise NotReady with a sentence for everything that blocks."""
    moment = max(at, timezone.now())  # a moment in the past is for import and demo
    results = findings(article, content, moment)
    if blocks := [finding.sentence for finding in results if finding.blocks]:
        raise NotReady(*dict.fromkeys(blocks))


def fingerprint(results: list[Finding]) -> str:
    """Return what a page sends back to say that these warnings were seen; none: empty."""
    warnings = sorted(finding.sentence for finding in results if not finding.blocks)
    return digest({"seen": warnings})[:16] if warnings else ""


def severities() -> dict[str, str]:
    """Return how strict each check is: as the chief has set it, or as it comes."""
    chosen = dict(CheckSetting.objects.values_list("check_id", "severity"))
    return {one.id: chosen.get(one.id, one.default) for one in CHECKS}


def set_checks(chosen: dict[str, str], *, by: Any) -> None:
    """Set how strict checks are; for every story that is published from now on."""
    known = {one.id for one in CHECKS}
    if not (set(chosen) <= known and set(chosen.values()) <= set(Severity.values)):
        raise NotReady("Check not found, or it can't be as strict as that.")
    with transaction.atomic():
        allow(by, "manage_site")
        for check_id, severity in chosen.items():
            CheckSetting.objects.update_or_create(
                check_id=check_id, defaults={"severity": severity}
            )


@check("photo-missing", "Every photo is in the library", Severity.BLOCK)
def photo_missing(case: Case) -> Findings:
    for name, entry in case.uses():
        if entry["id"] not in case.photos:
            yield name, f"Photo {entry['id']} is no longer in the library: take it out."


@check("photo-alt", "Every photo has its alt text or is decorative", Severity.BLOCK)
def no_alt_text(case: Case) -> Findings:
    for name, entry, photo in case.known():
        if not entry["alt"] and not photo.decorative:
            yield (
                name,
                _of(photo, "has no alt text: write it, or mark the photo as decorative."),
            )


@check("photo-credit", "Every photo has its credit", Severity.BLOCK)
def no_credit(case: Case) -> Findings:
    for name, entry, photo in case.known():
        if not entry["credit"]:
            yield name, _of(photo, "has no credit: write whose picture it is.")


@check("photo-licence", "Every photo has a licence", Severity.BLOCK)
def no_licence(case: Case) -> Findings:
    for name, _, photo in case.known():
        if photo.licence == Licence.UNKNOWN:
            yield name, _of(photo, "has no licence: find out by what right we may use it.")


@check("photo-permission", "Social media: the permission is noted", Severity.BLOCK)
def no_permission(case: Case) -> Findings:
    for name, _, photo in case.known():
        if photo.licence == Licence.SOCIAL and not photo.licence_note:
            yield (
                name,
                _of(photo, "is from social media: note who allowed it, when and how."),
            )


@check("photo-stopped", "No photo is stopped", Severity.BLOCK)
def photo_stopped(case: Case) -> Findings:
    for name, _, photo in case.known():
        if photo.stopped(case.at):
            yield name, _of(photo, f"may not be used: {photo.end_reason.rstrip('.')}.")


@check("photo-until", "Every licence holds when the story appears", Severity.BLOCK)
def licence_ends(case: Case) -> Findings:
    for name, _, photo in case.known():
        if photo.licence_until and photo.licence_until <= case.at:
            until = newsroom_time(photo.licence_until)
            yield (
                name,
                _of(photo, f"may be used until {until} only, and that is over by then."),
            )


@check("photo-only-for", "No photo is reserved for another story", Severity.BLOCK)
def photo_reserved(case: Case) -> Findings:
    for name, _, photo in case.known():
        if photo.only_for_id and photo.only_for_id != case.article.pk:
            yield name, _of(photo, f"is only for story {photo.only_for_id}.")


@check("lead-width", f"The lead photo is at least {LEAD_WIDTH} wide", Severity.WARN)
def small_lead(case: Case) -> Findings:
    for name, _, photo in case.known():
        if name == "lead_photo" and photo.width < LEAD_WIDTH:
            yield (
                name,
                _of(photo, f"is {photo.width} pixels wide; a lead needs {LEAD_WIDTH}."),
            )


@check("lead-missing", "There is a lead photo", Severity.WARN)
def no_lead(case: Case) -> Findings:
    if not case.content["lead"]:
        yield "lead_photo", "There is no lead photo."


@check(
    "headline-long", f"The headline has at most {HEADLINE_LENGTH} letters", Severity.WARN
)
def long_headline(case: Case) -> Findings:
    length = len(case.content["headline"])
    if length > HEADLINE_LENGTH:
        yield (
            "headline",
            f"The headline has {length} letters; {HEADLINE_LENGTH} are the most.",
        )


@check("headline-again", "No other story of the week has this headline", Severity.WARN)
def repeated_headline(case: Case) -> Findings:
    now = timezone.now()
    same = Edition.objects.live(now).filter(
        first_published__gt=now - WEEK, headline=case.content["headline"]
    )
    if other := same.exclude(article=case.article.pk).first():
        moment = newsroom_time(other.first_published)
        yield "headline", f"Story {other.article_id} of {moment} has the same headline."


@check("tags-missing", "There are tags", Severity.WARN)
def no_tags(case: Case) -> Findings:
    if not case.content["tags"]:
        yield "tags", "There are no tags."


def _of(photo: Photo, fault: str) -> str:
    return f"Photo {photo.pk} (“{photo.title[:60]}”) {fault}"
