"""People and how they come in: staff, invitations, counted attempts."""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsroom.accounts.names import LONGEST, folded_address, folded_name

SALT = "newsroom.invitation"


class StaffQuerySet(models.QuerySet):
    def called(self, name: str) -> "Staff | None":
        """The person of a name: who is written exactly so, else who is in any spelling."""
        name = self.model.normalize_username(name)
        people = self.filter(Q(username=name) | Q(username_folded=folded_name(name)))
        return max(people, key=lambda person: person.username == name, default=None)

    def at_address(self, email: str) -> "StaffQuerySet":
        return self.filter(email_folded=folded_address(email)).exclude(email="")

    def by_login(self, name: str) -> "Staff | None":
        """The person of a name, or of an e-mail address that only one has, in any spelling."""
        if person := self.called(name):
            return person
        owners = list(self.at_address(name)[:2])
        return owners[0] if len(owners) == 1 else None

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
        # Who is new is refused by the database instead.
        is_twin = not self._state.adding and others.exists()
        self.username_folded = None if is_twin else form
        self.email_folded = folded_address(self.email)


class Throttle(models.Model):
    """Attempts under one key; newsroom/accounts/throttle.py writes it."""

    key = models.CharField(max_length=255, primary_key=True)
    value = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key


def _nonce() -> str:
    return secrets.token_urlsafe(16)


def _expiry() -> Any:
    return timezone.now() + timedelta(hours=settings.INVITATION_HOURS)


class Invitation(models.Model):
    """A link by which one new colleague makes an account, once."""

    name = models.CharField(max_length=150, help_text="First and last name.")
    email = models.EmailField("e-mail")
    roles = models.ManyToManyField("auth.Group", blank=True)
    sections = models.ManyToManyField(
        "articles.Section",
        blank=True,
        help_text="Stories of these sections only; none means all.",
    )
    nonce = models.CharField(max_length=32, default=_nonce, editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="by",
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=_expiry, editable=False)
    used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="invitation",
        editable=False,
    )

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_used_or_revoked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def token(self) -> str:
        """What the link carries: signed, and worthless when the nonce has been renewed."""
        return signing.dumps([self.pk, self.nonce], salt=SALT)

    def state(self) -> str:
        """`open`, `used`, `revoked` or `expired`."""
        if self.used_at:
            return "used"
        if self.revoked_at:
            return "revoked"
        return "open" if timezone.now() < self.expires_at else "expired"
