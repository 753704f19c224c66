from django.contrib.auth.models import AbstractUser
from django.db import models


class Staff(AbstractUser):
    """A person who works here. People are deactivated, never deleted."""

    sections = models.ManyToManyField(
        "articles.Section",
        blank=True,
        related_name="staff",
        help_text="Stories of these sections only; none means all.",
    )

    notices_by_mail = models.BooleanField(
        default=True, help_text="Notices of the desk are sent by e-mail too."
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "person"
        verbose_name_plural = "people"
