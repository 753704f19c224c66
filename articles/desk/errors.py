"""What verbs raise: each message is a sentence that an editor understands."""

from typing import Any

from django.core.exceptions import ValidationError

from articles.permissions import may
from articles.signals import audit
from articles.text.limits import too_long


class DeskError(Exception):
    """A verb was refused and nothing has changed."""


class NotAllowed(DeskError):
    """This person may not do this."""


class StaleCopy(DeskError):
    """Somebody saved the story in the meantime; `article` is the present desk copy."""

    def __init__(self, article: Any) -> None:
        self.article = article
        super().__init__("Someone else saved this story while you were writing.")


class NotApproved(DeskError):
    """The revision to publish is not the one that was approved."""


class NotReady(DeskError):
    """Something that publishing needs is missing: in `sentences`, all of it."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


class WrongState(DeskError):
    """The story is not in a state in which this makes sense."""


class Embargoed(DeskError):
    """The moment lies before the end of the embargo."""


def allow(person: Any, action: str, obj: Any = None) -> None:
    """Raise NotAllowed unless the person may do the action; the story is not named."""
    if not may(person, action, obj):
        audit("refused", by=person, about=obj, note=action)
        raise NotAllowed("You may not do this.")


def refuse_long(model: Any, **texts: Any) -> None:
    """Raise NotReady where a text is longer than its field of the model takes.

    A verb asks first of all: whatever reads a text takes time with its length.
    """
    sentences = []
    for name, sentence in too_long(model, texts).items():
        label = name.replace("_", " ").capitalize()
        sentences.append(f"{label}: {sentence}")
    if sentences:
        raise NotReady(*sentences)


def refusal(error: DeskError | ValidationError) -> str:
    """Return in one line why a verb refused."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return str(error)
