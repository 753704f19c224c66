from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from newsroom.audit.models import AuditEntry

RETENTION = timedelta(days=90)


class Command(BaseCommand):
    help = "Blank the addresses in the audit log that are older than 90 days; run it daily."

    def handle(self, **options: Any) -> str:
        count = AuditEntry.objects.purge_addresses(timezone.now() - RETENTION)
        return f"{count} addresses older than {RETENTION.days} days blanked."
