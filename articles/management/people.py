from typing import Any

from django.contrib.auth import get_user_model


def person_named(name: str) -> Any:
    """The person whom a name means in any spelling, as at the sign-in, or None."""
    people = get_user_model()
    try:
        return people.objects.get_by_natural_key(name)
    except people.DoesNotExist:
        return None
