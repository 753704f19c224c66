"""For Django, which looks for pages of the admin here."""

from newsroom.accounts import invitation_admin, people_admin
from newsroom.audit import admin as audit_admin

__all__ = ["audit_admin", "invitation_admin", "people_admin"]
