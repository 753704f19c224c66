"""One change to many objects, with a result for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from .errors import DeskError, NotReady, refusal


@dataclass(frozen=True)
class BulkResult:
    """What became of one; where it is not `done`, `message` says why it was refused."""

    obj: Any
    done: bool
    message: str


def change_each(
    objects: Iterable[Any], change: Callable[[Any], str], *, most: int, noun: str
) -> list[BulkResult]:
    """Call `change` for each object, which says what it did; a refusal hinders no other.

    Raises NotReady for more than `most`; `noun` is their plural.
    """
    objects = list(objects)
    if len(objects) > most:
        raise NotReady(f"Choose at most {most} {noun} at once.")
    results = []
    for obj in objects:
        try:
            results.append(BulkResult(obj, True, change(obj)))
        except (DeskError, ValidationError) as error:
            results.append(BulkResult(obj, False, refusal(error)))
    return results
