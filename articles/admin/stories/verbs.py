"""The verbs of a story as buttons and pages: a label, a sentence, a form, and the call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.template.defaultfilters import pluralize

from articles import desk
from articles.admin.stories import verb_forms as forms
from articles.enums import State
from articles.models import Article, Edition
from articles.permissions import may
from articles.text.dates import newsroom_time

from .lookup import address, latest_revision, standing

FIRST, AGAIN = ("publish", "schedule"), ("refile", "update", "correct")
PUBLISHING = FIRST + AGAIN
NEEDS = {"schedule": "publish"}  # a button of its own for the same verb of the desk
ASIDE = ("send_back", "hand_over", "cancel", "trash")  # never the next step
APPROVE_AND = "approve-and-"


@dataclass(frozen=True)
class Verb:
    """`act` takes the story, the cleaned form and the person, and returns what to tell them.

    `ends_links`: it takes the words away, so that the story's preview links open nothing more.
    """

    label: str
    says: str
    act: Callable[[Article, dict[str, Any], Any], str]
    form: type[forms.VerbForm] = forms.VerbForm
    danger: bool = False
    ends_links: bool = False


def offered(article: Article, person: Any) -> list[dict[str, Any]]:
    """Return the buttons for what this person may do to this story now."""
    return [
        {
            "label": VERBS[name].label,
            "url": address("verb", article, name),
            "danger": VERBS[name].danger,
            "next": place == 0 and name not in ASIDE,
        }
        for place, name in enumerate(names(article, person))
    ]


def names(article: Article, person: Any) -> list[str]:
    """Return the names of verbs in the order of the buttons, the likeliest next step first."""
    granted = desk.available_verbs(article, person)
    known = [name for name in VERBS if NEEDS.get(name, name) in granted]
    if "approve" in granted and may(person, "publish", article) and _republishes(article, person):
        stands = standing(article)
        further = AGAIN if stands and stands.has_text else FIRST
        known = [APPROVE_AND + name for name in further] + known
    if article.state == State.APPROVED:
        known.sort(key=lambda name: name not in PUBLISHING)
    return known


def revision_for(name: str, article: Article) -> Any:
    """Return the revision that a verb's page names: approved is what becomes public."""
    return article.approved if name in PUBLISHING else latest_revision(article)


def _republishes(article: Article, person: Any) -> bool:
    stands = standing(article)
    return stands is None or stands.has_text or may(person, "republish", article)


def _submit(article: Article, data: dict, by: Any) -> str:
    desk.submit(article, revision=data["revision"], by=by, note=data["note"])
    return "Submitted: the editors see it now."


def _approve(article: Article, data: dict, by: Any) -> str:
    desk.approve(article, revision=data["revision"], by=by)
    return f"Revision {data['revision'].number} is approved."


def _send_back(article: Article, data: dict, by: Any) -> str:
    desk.send_back(article, by=by, reason=data["reason"])
    return "Sent back to its writer."


def _publish(article: Article, data: dict, by: Any) -> str:
    return _issued(desk.publish(article, revision=data["revision"], by=by, at=data.get("at")))


def _refile(article: Article, data: dict, by: Any) -> str:
    return _issued(desk.refile(article, revision=data["revision"], by=by, at=data["at"]))


def _update(article: Article, data: dict, by: Any) -> str:
    note = data["note"]
    return _issued(desk.update(article, revision=data["revision"], by=by, at=data["at"], note=note))


def _correct(article: Article, data: dict, by: Any) -> str:
    notes = {"what": data["what"], "where": data["where"]}
    return _issued(desk.correct(article, revision=data["revision"], by=by, at=data["at"], **notes))


def _issued(edition: Edition) -> str:
    when = f"Scheduled for {newsroom_time(edition.live_from)}." if _waits(edition) else "Published."
    return when + _displaced(edition)


def _waits(edition: Edition) -> bool:
    return Edition.objects.waiting().filter(pk=edition.pk).exists()


def _displaced(edition: Edition) -> str:
    if not (displaced := getattr(edition, "displaced", None)):
        return ""
    return (
        f" What was scheduled for {newsroom_time(displaced.live_from)} is cancelled: approve and "
        "schedule it again if it is still wanted."
    )


def _ended(edition: Edition) -> str:
    """Say what a hold or a withdrawal has ended besides the words."""
    count = len(edition.ended_links)
    links = f" {count} preview link{pluralize(count)} ended." if count else ""
    return links + _displaced(edition)


def _cancel(article: Article, data: dict, by: Any) -> str:
    edition = desk.cancel(article, by=by)
    return f"Unscheduled: it will not be published on {newsroom_time(edition.live_from)}."


def _hold(article: Article, data: dict, by: Any) -> str:
    edition = desk.hold(article, by=by, reason=data["reason"])
    return "On hold: readers see that it is being checked." + _ended(edition)


def _release(article: Article, data: dict, by: Any) -> str:
    return "Released: readers see the same words again." + _displaced(desk.release(article, by=by))


def _ask_withdrawal(article: Article, data: dict, by: Any) -> str:
    edition = desk.request_withdrawal(article, by=by, reason=data["reason"])
    return "Withdrawal requested. The story is on hold." + _ended(edition)


def _confirm_withdrawal(article: Article, data: dict, by: Any) -> str:
    desk.confirm_withdrawal(article, by=by)
    return "Withdrawal confirmed."


def _withdraw(article: Article, data: dict, by: Any) -> str:
    asked = {name: data[name] for name in ("outcome", "reason", "replaced_by")}
    return "Withdrawn." + _ended(desk.withdraw(article, by=by, **asked))


def _hand_over(article: Article, data: dict, by: Any) -> str:
    desk.hand_over(article, to=data["to"], by=by)
    return f"Reassigned to {data['to']}."


def _trash(article: Article, data: dict, by: Any) -> str:
    desk.trash(article, by=by)
    return "Moved to trash: the list's filter “trash” shows it."


def _restore_from_trash(article: Article, data: dict, by: Any) -> str:
    desk.restore_from_trash(article, by=by)
    return "Restored from trash."


def _approving(verb: Verb) -> Verb:
    """Make the combined verb: both happen or neither does."""

    def act(article: Article, data: dict, by: Any) -> str:
        with transaction.atomic():
            desk.approve(article, revision=data["revision"], by=by)
            return verb.act(article, data, by)

    step = verb.label.lower()
    if not step.startswith(("publish", "schedule")):
        step = f"publish {step}"
    return Verb(f"Approve and {step}", f"You approve this revision. {verb.says}", act, verb.form)


VERBS: dict[str, Verb] = {
    "confirm_withdrawal": Verb(
        "Confirm withdrawal",
        "You stand behind it as the second person. A chief can still publish it again.",
        _confirm_withdrawal,
    ),
    "submit": Verb(
        "Submit for review", "The editors get it for review.", _submit, forms.SubmitForm
    ),
    "approve": Verb("Approve", "It may be published as it is.", _approve, forms.RevisionForm),
    "publish": Verb(
        "Publish", "Readers and subscribers get it now.", _publish, forms.PublishNowForm
    ),
    "schedule": Verb(
        "Schedule",
        "Readers and subscribers get it at the time you set.",
        _publish,
        forms.ScheduleForm,
    ),
    "refile": Verb(
        "Silent fix",
        "Fixes a typo. Readers get the new text, without a note or a new time.",
        _refile,
        forms.PublishForm,
    ),
    "update": Verb(
        "Publish update",
        "Adds news. Readers see “Updated” and the time.",
        _update,
        forms.UpdateForm,
    ),
    "correct": Verb(
        "Publish correction",
        "Corrects an error of fact. Readers see your note; it is listed under Corrections.",
        _correct,
        forms.CorrectForm,
    ),
    "send_back": Verb(
        "Send back", "Its writer gets it back with your reason.", _send_back, forms.ReasonForm
    ),
    "cancel": Verb("Unschedule", "It will not be published at the scheduled time.", _cancel),
    "release": Verb("Release", "Checked: readers get the same words again.", _release),
    "hand_over": Verb(
        "Reassign", "Someone else owns it from now on.", _hand_over, forms.HandOverForm
    ),
    "restore_from_trash": Verb(
        "Restore from trash", "It comes back as it was.", _restore_from_trash
    ),
    "trash": Verb("Move to trash", "It leaves the list; nothing is lost.", _trash, danger=True),
    "hold": Verb(
        "Hold",
        "Readers see at once that it is being checked, without the text.",
        _hold,
        forms.HoldForm,
        danger=True,
        ends_links=True,
    ),
    "request_withdrawal": Verb(
        "Request withdrawal",
        "It goes on hold at once, and a chief decides.",
        _ask_withdrawal,
        forms.ReasonForm,
        danger=True,
        ends_links=True,
    ),
    "withdraw": Verb(
        "Withdraw",
        "At once it leaves every page, list and feed; subscribers are told. A second person is "
        "asked to confirm it within 24 hours.",
        _withdraw,
        forms.WithdrawForm,
        danger=True,
        ends_links=True,
    ),
}
VERBS |= {APPROVE_AND + name: _approving(VERBS[name]) for name in PUBLISHING}
