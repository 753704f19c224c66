from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.immutable import Immutable, ImmutableQuerySet
from newsroom.accounts.names import LONGEST, folded_address, folded_name


class StaffQuerySet(models.QuerySet):
    def called(self, name: str) -> "Staff | None":
        """The person of a name: who is written exactly so, else who is in any spelling."""
        name = self.model.normalize_username(name)
        found = self.filter(Q(username=name) | Q(username_folded=folded_name(name)))
        return max(found, key=lambda person: person.username == name, default=None)

    def at_address(self, email: str) -> "StaffQuerySet":
        return self.filter(email_folded=folded_address(email)).exclude(email="")

    def update(self, **fields: Any) -> int:
        """Change many, but not that from which `derive` makes the folded forms."""
        if not fields.keys().isdisjoint(Staff.folded):
            raise TypeError("Names and addresses of people are changed by save() alone.")
        return super().update(**fields)

    def bulk_create(self, people: Any, *args: Any, **kwargs: Any) -> Any:
        people = list(people)
        for person in people:
            person.derive()
        return super().bulk_create(people, *args, **kwargs)


class StaffManager(UserManager.from_queryset(StaffQuerySet)):
    use_in_migrations = False

    def get_by_natural_key(self, username: str) -> "Staff":
        """The person whom a name means in any spelling, or DoesNotExist: what commands ask."""
        person = self.called(username)
        if person is None:
            raise self.model.DoesNotExist(f"There is nobody named {username}.")
        return person


class Staff(AbstractUser):
    """A person who works here. People are deactivated, never deleted.

    Who is new and has a name that reads like a colleague's is refused by the database. Of two who
    were here before, one has no folded form, and is found in the exact spelling until renamed.
    """

    folded = {"username": "username_folded", "email": "email_folded"}

    username_folded = models.CharField(
        max_length=LONGEST, unique=True, blank=True, null=True, editable=False
    )
    email_folded = models.CharField(
        max_length=LONGEST, blank=True, db_default="", db_index=True, editable=False
    )
    sections = models.ManyToManyField(
        "articles.Section",
        blank=True,
        related_name="staff",
        help_text="Stories of these sections only; none means all.",
    )

    notices_by_mail = models.BooleanField(
        default=True, help_text="Notices of the desk are sent by e-mail too."
    )

    objects = StaffManager()

    class Meta(AbstractUser.Meta):
        verbose_name = "person"
        verbose_name_plural = "people"

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is None:
            self.derive()
        elif changed := self.folded.keys() & set(update_fields):
            self.derive()
            update_fields = {*update_fields, *(self.folded[name] for name in changed)}
        super().save(*args, update_fields=update_fields, **kwargs)

    def derive(self) -> None:
        """Make the folded forms; a name that somebody else's reads like keeps none."""
        form = folded_name(self.username) or None
        others = Staff.objects.filter(username_folded=form).exclude(pk=self.pk)
        taken = not self._state.adding and others.exists()
        self.username_folded = None if taken else form
        self.email_folded = folded_address(self.email)


class AuditQuerySet(ImmutableQuerySet):
    def forget_addresses(self, before: datetime) -> int:
        """Blank the addresses of entries older than a moment: the one change there ever is."""
        old = self.filter(at__lt=before).exclude(address="")
        return models.QuerySet.update(old, address="")


class AuditEntry(Immutable):
    """That somebody did something, or was refused it."""

    at = models.DateTimeField(default=timezone.now)
    action = models.CharField(max_length=30)  # a newsroom.actions.Action
    by = models.ForeignKey("newsroom.Staff", models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=60, blank=True)  # as "articles.article"
    about_id = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)
    address = models.CharField(max_length=45, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "audit log entry"
        verbose_name_plural = "audit log"
        indexes = [
            models.Index(fields=["action", "-id"], name="audit_action"),  # the page's filters
            models.Index(fields=["by", "-id"], name="audit_by"),
            models.Index(fields=["about", "about_id"], name="audit_about"),
            models.Index(fields=["at"], name="audit_at"),  # and forgetting addresses
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"


from newsroom.accounts.models import Invitation, StaffSession, Throttle  # noqa: E402

__all__ = [
    "AuditEntry",
    "AuditQuerySet",
    "Invitation",
    "Staff",
    "StaffSession",
    "Throttle",
]
