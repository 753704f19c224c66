"""What every page shows of the house."""

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


class House:
    """Settings, navigation and sections; each is asked once, when it is needed."""

    _known: ClassVar[tuple[Any, "House | None"]] = None, None

    @classmethod
    def known(cls, mark: Any, at: datetime) -> "House":
        """Return the house after its last event, which `mark` names (`Stamp.house`).

        It is kept in this process until the next one, so no page asks for it anew; and for a
        minute at most, should somebody change it behind the desk's back.
        """
        name, (kept, house) = (mark, int(at.timestamp()) // 60), cls._known
        if house is None or kept != name:
            house = cls()
            cls._known = name, house
        return house

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
            Link(part.name, part.get_absolute_url(), part.language) for part in self.sections
        ]

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """Code and own name of the languages of active sections, where there are several.

        Which languages have live stories would cost each page as much as all it shows.
        """
        spoken = {part.language for part in self.sections}
        return [pair for pair in settings.LANGUAGES if pair[0] in spoken] if len(spoken) > 1 else []
