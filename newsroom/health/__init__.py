"""Whether the newsroom is well: named checks, each bounded, each a sentence where it is not."""

from .registry import Problem, check, examine, names

__all__ = ["Problem", "check", "examine", "names"]
