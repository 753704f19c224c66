"""The languages that stories are written in, and speaking the site's own."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation


class Language(TextChoices):
    ENGLISH = "en", "English"
    AZERBAIJANI = "az", "Azerbaijani"
    RUSSIAN = "ru", "Russian"


def in_site_language() -> translation.override:
    """Speak the site's language for a while: of a block, or of a page that has no other."""
    return translation.override(settings.SITE_LANGUAGE)
