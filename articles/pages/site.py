"""What every page shows of the site."""

from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from django.conf import settings
from django.utils.functional import cached_property

from articles.models import NavigationLink, Section, SiteSettings


class Link(NamedTuple):
    """A link of the masthead; `language` is of its label, where that is known."""

    label: str
    address: str
    language: str = ""


class SiteContext:
    """Settings, navigation and sections; each is asked once, when it is needed."""

    _cached: ClassVar[tuple[Any, "SiteContext | None"]] = None, None

    @classmethod
    def cached(cls, last_change: Any, at: datetime) -> "SiteContext":
        """Return the site as it is since its last change, kept in this process until the next one.

        For a minute at most, should somebody change it behind the desk's back.
        """
        key = (last_change, int(at.timestamp()) // 60)
        cached_key, site = cls._cached
        if site is None or cached_key != key:
            site = cls()
            cls._cached = key, site
        return site

    @cached_property
    def settings(self) -> SiteSettings:
        return SiteSettings.load()

    @property
    def language(self) -> str:
        """In which the chief's own words are, and pages of no one story or section."""
        return settings.SITE_LANGUAGE

    @cached_property
    def sections(self) -> list[Section]:
        return list(Section.objects.active())

    @cached_property
    def navigation(self) -> list[Link]:
        """The chief's links, or the active sections where there are none."""
        links = [Link(link.label, link.address) for link in NavigationLink.objects.all()]
        return links or [
            Link(part.name, part.get_absolute_url(), part.language)
            for part in self.sections
        ]

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of the languages of active sections, where there are several.

        Which languages have live stories would cost each page as much as all it shows.
        """
        spoken = {part.language for part in self.sections}
        return (
            [pair for pair in settings.LANGUAGES if pair[0] in spoken]
            if len(spoken) > 1
            else []
        )
