from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest


class PeopleBackend(ModelBackend):
    """Name or e-mail address, and a password.

    Exactly one password is hashed whoever is asked for, so that the time of a refusal does not
    tell a name that exists from one that does not.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        if not username or password is None:
            return None
        person = get_user_model().objects.by_login(username) or get_user_model()(
            password=""
        )
        if not person.has_usable_password():
            get_user_model()().set_password(password)
            return None
        right = person.check_password(password)
        return person if right and may_sign_in(person) else None


def may_sign_in(person: Any) -> bool:
    """Nobody but people who work here, now, has any use for a session."""
    return person.is_active and person.is_staff
