"""Whether the newsroom is well: named checks, each bounded, each a sentence where it is not."""

from .registry import LONGEST, Problem, check, examine, names

__all__ = ["LONGEST", "Problem", "check", "examine", "names"]
