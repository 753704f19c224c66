"""For Django, which finds models here. Ours import each from its own room."""

from newsroom.accounts.models import Invitation, Staff, Throttle
from newsroom.accounts.sessions import StaffSession
from newsroom.audit.models import AuditEntry

__all__ = ["AuditEntry", "Invitation", "Staff", "StaffSession", "Throttle"]
