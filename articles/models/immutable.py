from typing import Any, ClassVar

from django.db import models


class ImmutableError(Exception):
    """Something tried to change or delete a row that is written once."""


class ImmutableQuerySet(models.QuerySet):
    """Rows of an `Immutable` model: `update` writes its `mutable_fields` alone."""

    def update(self, **fields: Any) -> int:
        self.model.refuse_change(fields)
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise self.model.never("deleted")


class Immutable(models.Model):
    """A row that is written once. Both ways of changing it raise ImmutableError."""

    mutable_fields: ClassVar[frozenset[str]] = frozenset()

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def never(cls, verb: str) -> ImmutableError:
        return ImmutableError(
            f"A row of the {cls._meta.verbose_name_plural} is never {verb}."
        )

    @classmethod
    def refuse_change(cls, fields: Any) -> None:
        """Raise ImmutableError unless only fields that may change are named."""
        if not fields or not cls.mutable_fields.issuperset(fields):
            raise cls.never("changed")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self.refuse_change(kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise self.never("deleted")
