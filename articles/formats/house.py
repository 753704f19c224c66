"""What every page shows of the house."""

from django.utils.functional import cached_property

from articles.models import NavigationLink, Section, SiteSettings


class House:
    """Settings, navigation and sections; each is asked once, when it is needed."""

    @cached_property
    def settings(self) -> SiteSettings:
        return SiteSettings.load()

    @cached_property
    def sections(self) -> list[Section]:
        return list(Section.objects.active())

    @cached_property
    def navigation(self) -> list[tuple[str, str]]:
        """Label and address: the chief's links, or the active sections where there are none."""
        links = [(link.label, link.address) for link in NavigationLink.objects.all()]
        return links or [(part.name, part.get_absolute_url()) for part in self.sections]
