from django.db import models

from articles.enums import Severity


class CheckSetting(models.Model):
    """How strict the chief has made one of the checks before publishing (desk/checks.py)."""

    check_id = models.CharField(max_length=40, unique=True)
    severity = models.CharField(max_length=5, choices=Severity)

    class Meta:
        verbose_name = "check before publishing"
        verbose_name_plural = "checks before publishing"

    def __str__(self) -> str:
        return f"{self.check_id}: {self.get_severity_display()}"
