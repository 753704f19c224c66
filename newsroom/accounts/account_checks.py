from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from articles.permissions import ROLES

from .session_rules import ADMINISTRATOR


@register("mail")
def mail_configured(**kwargs: Any) -> list[CheckMessage]:
    if not settings.PRODUCTION or settings.EMAIL_URL:
        return []
    return [
        Warning(
            "No mail is configured: nobody can be sent a link to a new password.",
            hint="Set EMAIL_URL, for example smtp://user:password@mail.example:587.",
            id="newsroom.W101",
        )
    ]


@register(Tags.security)
def second_factor_roles_exist(**kwargs: Any) -> list[CheckMessage]:
    """A slip in a role's name would demand nothing of anybody, silently."""
    known = [*ROLES, ADMINISTRATOR]
    unknown = [role for role in settings.MFA_ROLES if role not in known]
    if not unknown:
        return []
    return [
        Warning(
            f"MFA_ROLES names what is no role: {', '.join(unknown)}.",
            hint=f"Known are {', '.join(known)}.",
            id="newsroom.W102",
        )
    ]
