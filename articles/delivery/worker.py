"""What the program `follow` runs side by side: lanes, each with its own row and its own thread."""

import secrets
from typing import Protocol


class Lane(Protocol):
    """Something that is asked again and again whether it has work."""

    name: str

    def step(self) -> bool:
        """Do what is due; true where there was something."""
        ...

    def stop(self) -> None:
        """Finish the present item and return from `step`."""
        ...


class LeaseLost(Exception):
    """Another process has taken over: the present one held the row for too long."""


def new_holder() -> str:
    """A name for one lane of one process."""
    return secrets.token_hex(8)
