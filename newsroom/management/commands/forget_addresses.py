from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from newsroom.audit.models import AuditEntry

KEPT = timedelta(days=90)


class Command(BaseCommand):
    help = "Blank the addresses in the audit log that are older than 90 days; run it daily."

    def handle(self, **options: Any) -> str:
        count = AuditEntry.objects.forget_addresses(timezone.now() - KEPT)
        return f"{count} addresses older than {KEPT.days} days forgotten."
