"""The catalogues of readers' pages as their translators wrote them."""

from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "articles" / "locale"
LANGUAGES = ("az", "ru")


def path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalog(language: str) -> Catalog:
    with path(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the forms of each message's translation by its string, or its two of a plural."""
    return {
        _forms(message.id): _forms(message.string)
        for message in catalog(language)
        if message.id
    }


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)
