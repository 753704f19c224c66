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

FIRST = ("publish", "schedule")
AGAIN = ("refile", "update", "correct")
PUBLISHING = FIRST + AGAIN
APPROVE_AND = "approve-and-"
# A button of its own for the same verb of the desk.
NEEDS = {"schedule": "publish"}
NEVER_NEXT = ("send_back", "hand_over", "cancel", "trash")


@dataclass(frozen=True)
class Verb:
    """`act` takes the story, the cleaned form and the person, and returns a sentence for them.

    `ends_links`: it takes the text away, so that the story's preview links open nothing more.
    """

    label: str
    description: str
    act: Callable[[Article, dict[str, Any], Any], str]
    form: type[forms.VerbForm] = forms.VerbForm
    danger: bool = False
    ends_links: bool = False


def verb_buttons(article: Article, person: Any) -> list[dict[str, Any]]:
    """Return the buttons for what this person may do to this story now."""
    return [
        {
            "label": VERBS[name].label,
            "url": address("verb", article, name),
            "danger": VERBS[name].danger,
            "next": position == 0 and name not in NEVER_NEXT,
        }
        for position, name in enumerate(verb_names(article, person))
    ]


def verb_names(article: Article, person: Any) -> list[str]:
    """Return the names of verbs in the order of the buttons, the likeliest next step first."""
    granted = desk.available_verbs(article, person)
    names = [name for name in VERBS if NEEDS.get(name, name) in granted]
    if "approve" in granted and may(person, "publish", article):
        stands = standing(article)
        if stands is None:
            names = [APPROVE_AND + name for name in FIRST] + names
        elif stands.has_text:
            names = [APPROVE_AND + name for name in AGAIN] + names
        elif may(person, "republish", article):
            # On hold or withdrawn: a new publication ends either.
            names = [APPROVE_AND + name for name in FIRST] + names
    # Of what is approved the next step is to publish it.
    if article.state == State.APPROVED:
        names.sort(key=lambda name: name not in PUBLISHING)
    return names


def revision_for(name: str, article: Article) -> Any:
    """Return the revision that a verb's page names: approved is what becomes public."""
    return article.approved if name in PUBLISHING else latest_revision(article)


# In the order of the buttons.
VERBS: dict[str, Verb] = {}


def verb(
    label: str,
    description: str,
    form: type[forms.VerbForm] = forms.VerbForm,
    *,
    name: str = "",
    **flags: bool,
) -> Any:
    """Enter a function into VERBS, under its own name where none is given."""

    def enter(act: Any) -> Any:
        VERBS[name or act.__name__] = Verb(label, description, act, form, **flags)
        return act

    return enter


@verb(
    "Confirm withdrawal",
    "You stand behind it as the second person. A chief can still publish it again.",
)
def confirm_withdrawal(article: Article, data: dict, by: Any) -> str:
    desk.confirm_withdrawal(article, by=by)
    return "Withdrawal confirmed."


@verb("Submit for review", "The editors get it for review.", forms.SubmitForm)
def submit(article: Article, data: dict, by: Any) -> str:
    desk.submit(article, revision=data["revision"], by=by, note=data["note"])
    return "Submitted: the editors see it now."


@verb("Approve", "It may be published as it is.", forms.RevisionForm)
def approve(article: Article, data: dict, by: Any) -> str:
    desk.approve(article, revision=data["revision"], by=by)
    return f"Revision {data['revision'].number} is approved."


@verb(
    "Schedule",
    "Readers and subscribers get it at the time you set.",
    forms.ScheduleForm,
    name="schedule",
)
@verb("Publish", "Readers and subscribers get it now.", forms.PublishNowForm)
def publish(article: Article, data: dict, by: Any) -> str:
    edition = desk.publish(article, revision=data["revision"], by=by, at=data.get("at"))
    return _publication_message(edition)


@verb(
    "Silent fix",
    "Fixes a typo. Readers get the new text, without a note or a new time.",
    forms.PublishForm,
)
def refile(article: Article, data: dict, by: Any) -> str:
    edition = desk.refile(article, revision=data["revision"], by=by, at=data["at"])
    return _publication_message(edition)


@verb("Publish update", "Adds news. Readers see “Updated” and the time.", forms.UpdateForm)
def update(article: Article, data: dict, by: Any) -> str:
    edition = desk.update(
        article, revision=data["revision"], by=by, at=data["at"], note=data["note"]
    )
    return _publication_message(edition)


@verb(
    "Publish correction",
    "Corrects an error of fact. Readers see your note; it is listed under Corrections.",
    forms.CorrectForm,
)
def correct(article: Article, data: dict, by: Any) -> str:
    edition = desk.correct(
        article,
        revision=data["revision"],
        by=by,
        at=data["at"],
        what=data["what"],
        where=data["where"],
    )
    return _publication_message(edition)


@verb("Send back", "Its writer gets it back with your reason.", forms.ReasonForm)
def send_back(article: Article, data: dict, by: Any) -> str:
    desk.send_back(article, by=by, reason=data["reason"])
    return "Sent back to its writer."


@verb("Unschedule", "It will not be published at the scheduled time.")
def cancel(article: Article, data: dict, by: Any) -> str:
    edition = desk.cancel(article, by=by)
    return f"Unscheduled: it will not be published on {newsroom_time(edition.live_from)}."


@verb("Release", "Checked: readers get the same words again.")
def release(article: Article, data: dict, by: Any) -> str:
    edition = desk.release(article, by=by)
    return "Released: readers see the same words again." + _displaced_note(edition)


@verb("Reassign", "Someone else owns it from now on.", forms.HandOverForm)
def hand_over(article: Article, data: dict, by: Any) -> str:
    desk.hand_over(article, to=data["to"], by=by)
    return f"Reassigned to {data['to']}."


@verb("Restore from trash", "It comes back as it was.")
def restore_from_trash(article: Article, data: dict, by: Any) -> str:
    desk.restore_from_trash(article, by=by)
    return "Restored from trash."


@verb("Move to trash", "It leaves the list; nothing is lost.", danger=True)
def trash(article: Article, data: dict, by: Any) -> str:
    desk.trash(article, by=by)
    return "Moved to trash: the list's filter “trash” shows it."


@verb(
    "Hold",
    "Readers see at once that it is being checked, without the text.",
    forms.HoldForm,
    danger=True,
    ends_links=True,
)
def hold(article: Article, data: dict, by: Any) -> str:
    edition = desk.hold(article, by=by, reason=data["reason"])
    return "On hold: readers see that it is being checked." + _takedown_note(edition)


@verb(
    "Request withdrawal",
    "It goes on hold at once, and a chief decides.",
    forms.ReasonForm,
    danger=True,
    ends_links=True,
)
def request_withdrawal(article: Article, data: dict, by: Any) -> str:
    edition = desk.request_withdrawal(article, by=by, reason=data["reason"])
    return "Withdrawal requested. The story is on hold." + _takedown_note(edition)


@verb(
    "Withdraw",
    "At once it leaves every page, list and feed; subscribers are told. A second person is "
    "asked to confirm it within 24 hours.",
    forms.WithdrawForm,
    danger=True,
    ends_links=True,
)
def withdraw(article: Article, data: dict, by: Any) -> str:
    edition = desk.withdraw(
        article,
        by=by,
        outcome=data["outcome"],
        reason=data["reason"],
        replaced_by=data["replaced_by"],
    )
    return "Withdrawn." + _takedown_note(edition)


def _publication_message(edition: Edition) -> str:
    message = "Published."
    if Edition.objects.waiting().filter(pk=edition.pk).exists():
        message = f"Scheduled for {newsroom_time(edition.live_from)}."
    return message + _displaced_note(edition)


def _takedown_note(edition: Edition) -> str:
    """Say what a hold or a withdrawal has ended besides the text."""
    count = len(edition.ended_links)
    links = f" {count} preview link{pluralize(count)} ended." if count else ""
    return links + _displaced_note(edition)


def _displaced_note(edition: Edition) -> str:
    if not (displaced := getattr(edition, "displaced", None)):
        return ""
    return (
        f" What was scheduled for {newsroom_time(displaced.live_from)} is cancelled: approve and "
        "schedule it again if it is still wanted."
    )


def _approve_and(verb: Verb) -> Verb:
    """Make the combined verb: both happen or neither does."""

    def act(article: Article, data: dict, by: Any) -> str:
        with transaction.atomic():
            desk.approve(article, revision=data["revision"], by=by)
            return verb.act(article, data, by)

    step = verb.label.lower()
    if not step.startswith(("publish", "schedule")):
        step = f"publish {step}"
    description = f"You approve this revision. {verb.description}"
    return Verb(f"Approve and {step}", description, act, verb.form)


VERBS |= {APPROVE_AND + name: _approve_and(VERBS[name]) for name in PUBLISHING}
