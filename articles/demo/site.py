"""Making the demo's people, sections, authors, tags and pages, through the verbs."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from articles import desk
from articles.models import Author, FixedPage, Section, SiteSettings, Tag
from articles.permissions import make_groups

from . import cast


def people() -> dict[str, Any]:
    """Return the demo's people by name, making those who are not there."""
    make_groups()
    # One for all, so that whether it still is the password is asked once (`demo --logins`).
    encoded = make_password(settings.DEMO_PASSWORD)
    return {row[0]: _person(encoded, *row) for row in cast.PEOPLE}


def _person(encoded: str, username: str, role: str | None, first: str, last: str) -> Any:
    if there := get_user_model().objects.called(username):
        return there
    person = get_user_model().objects.create(
        username=username,
        password=encoded,
        first_name=first,
        last_name=last,
        is_staff=True,
        is_superuser=role is None,
    )
    if role:
        person.groups.add(Group.objects.get(name=role))
    return person


def sections(chief: Any) -> dict[str, Section]:
    return {
        name: Section.objects.filter(name=name).first()
        or desk.save_site_object(
            Section(name=name, description=text, language=tongue, order=order), by=chief
        )
        for order, (name, text, tongue) in enumerate(cast.SECTIONS, start=1)
    }


def authors(chief: Any, reporter: Any) -> dict[str, Author]:
    by_name = {}
    for name, job, bio in cast.AUTHORS:
        author = Author.objects.filter(name=name).first()
        staff = reporter if name == reporter.get_full_name() else None
        new = Author(name=name, job_title=job, bio=bio, staff=staff)
        by_name[name] = author or desk.save_site_object(new, by=chief)
    return by_name


def tags(chief: Any) -> dict[str, Tag]:
    return {
        name: Tag.objects.filter(name=name).first()
        or desk.save_site_object(Tag(name=name), by=chief)
        for name in cast.TAGS
    }


def pages(chief: Any) -> None:
    """Say who we are, where nobody has said it yet."""
    if not SiteSettings.objects.exists():
        desk.save_site_object(SiteSettings(pk=1), by=chief, changes=cast.SITE)
    for slug, (title, body) in cast.PAGES.items():
        if not FixedPage.objects.filter(slug=slug).exists():
            desk.save_site_object(FixedPage(slug=slug, title=title, body=body), by=chief)
