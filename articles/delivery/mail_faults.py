"""Whose fault it is that a mail was not taken, and what the server answered."""

from enum import Enum, auto
from smtplib import SMTPDataError, SMTPRecipientsRefused

from articles.text.plain_text import clean_line

# Said to one of many, and meant for all: "closing down", and all that says "sign in first".
OF_THE_SERVER = {421, 530, 534, 535, 538}


class Fault(Enum):
    """How far a failure reaches."""

    FOR_GOOD = auto()  # this letter's or its address's; asking again changes nothing
    FOR_NOW = auto()  # this letter's or its address's; the others may go on
    SERVER = auto()  # every letter's: no answer, no sign-in, a sender that is not let in


def classify(error: Exception) -> Fault:
    """Judge what was raised while a letter was handed over."""
    if not isinstance(
        error, OSError
    ):  # which smtplib's errors are; here it was never asked
        return Fault.FOR_GOOD
    if not isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return Fault.SERVER
    code, _ = _reply(error)
    if code in OF_THE_SERVER or not 400 <= code < 600:
        return Fault.SERVER
    return Fault.FOR_GOOD if code >= 500 else Fault.FOR_NOW


def describe(error: Exception) -> str:
    """The answer as a line for people: "550 5.1.1 no such user"."""
    if not isinstance(error, OSError):
        return clean_line(f"It cannot be written as a mail: {error}")
    code, text = _reply(error)
    if not code:
        return clean_line(f"The mail server gave no answer: {error}")
    return clean_line(f"{code} {text.decode(errors='replace')}")


def _reply(error: OSError) -> tuple[int, bytes]:
    """Code and text of the server, or nothing where it gave no reply."""
    if isinstance(error, SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))
    return getattr(error, "smtp_code", 0), getattr(error, "smtp_error", b"")
