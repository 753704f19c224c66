"""The session engine: Django's in the database, with whose it is, from where and since when."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore


class SessionStore(DatabaseStore):
    @classmethod
    def get_model_class(cls) -> Any:
        from newsroom.models import StaffSession

        return StaffSession

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        person = data.get("_auth_user_id")
        row.person_id = int(person) if person else None
        row.address = data.get("address", "")
        row.browser = data.get("browser", "")
        row.started_at = moment(data.get("started_at"))
        row.seen_at = moment(data.get("seen_at"))
        return row


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
