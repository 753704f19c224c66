"""What every page shows of the house."""

from typing import NamedTuple

from django.conf import settings
from django.db.models import Exists
from django.utils import translation
from django.utils.functional import cached_property

from articles.enums import Language
from articles.models import Edition, NavigationLink, Section, SiteSettings


class Link(NamedTuple):
    """A link of the masthead; `language` is of its label, where that is known."""

    label: str
    address: str
    language: str = ""


class House:
    """Settings, navigation and sections; each is asked once, when it is needed."""

    @cached_property
    def settings(self) -> SiteSettings:
        return SiteSettings.load()

    @property
    def language(self) -> str:
        """In which the chief's own words are, and pages of no one story or section."""
        return settings.SITE_LANGUAGE

    @cached_property
    def sections(self) -> list[Section]:
        """The active sections. The same query tells for `languages` which have live stories."""
        return list(Section.objects.active().annotate(**_told()))

    @cached_property
    def navigation(self) -> list[Link]:
        """The chief's links, or the active sections where there are none."""
        links = [Link(link.label, link.address) for link in NavigationLink.objects.all()]
        return links or [
            Link(part.name, part.get_absolute_url(), part.language) for part in self.sections
        ]

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of the languages of live stories, where there are several."""
        told = [
            (code, name)
            for code, name in settings.LANGUAGES
            if any(getattr(part, _tells(code)) for part in self.sections[:1])
        ]
        return told if len(told) > 1 else []


def _tells(language: str) -> str:
    return f"tells_{language}"


def _told() -> dict[str, Exists]:
    """The database answers each once, by the index of the language, whatever the rows are."""
    live = Edition.objects.live()
    return {_tells(code): Exists(live.filter(language=code)) for code in Language.values}


def in_its_language() -> translation.override:
    """Speak the site's language for a while: of a block, or of a page that has no other."""
    return translation.override(settings.SITE_LANGUAGE)
