"""Plain builders: each makes one thing through the verbs and returns it."""

from datetime import datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from articles import desk
from articles.models import Article, Author, Edition, Photo, Revision, Section, Tag

_numbers = count(1)
BODY = "<p>The member states reached an agreement.</p><p>It was made in Baku.</p>"


def person(
    role: str = "", name: str = "", sections: tuple[Section, ...] = (), **fields: Any
):
    """A member of staff with one role ("Editor"), or a stranger's account without any."""
    user = get_user_model().objects.create_user(
        username=name or f"{role or 'stranger'}{next(_numbers)}".lower().replace(" ", "-"),
        password="dateline-baku-2025",
        is_staff=bool(role),
        **fields,
    )
    if role:
        user.groups.add(Group.objects.get_or_create(name=role)[0])
    user.sections.set(sections)
    return user


def admin(name: str = "admin"):
    return get_user_model().objects.create_superuser(name, password="dateline-baku-2025")


def section(name: str = "ICT Materials", **fields: Any) -> Section:
    return Section.objects.filter(name=name).first() or Section.objects.create(
        name=name, **fields
    )


def author(name: str = "Ingilab Mammadov", **fields: Any) -> Author:
    return Author.objects.filter(name=name).first() or Author.objects.create(
        name=name, **fields
    )


def tag(name: str = "ITU") -> Tag:
    return Tag.objects.filter(name=name).first() or Tag.objects.create(name=name)


def an_hour_ago() -> datetime:
    return timezone.now() - timedelta(hours=1)


def picture(size: tuple[int, int] = (660, 440), colour: str | None = None) -> bytes:
    """A JPEG; every call gives other bytes unless a colour is asked for."""
    number = next(_numbers)
    out = BytesIO()
    image = Image.new("RGB", size, colour or (number % 256, number // 256 % 256, 90))
    # Neighbouring colours may be one and the same after compression; the comment is not.
    image.save(out, "JPEG", comment=b"" if colour else str(number).encode())
    return out.getvalue()


def photo(by: Any = None, **facts: Any) -> Photo:
    facts = {
        "credit": "Ministry of Digital Development",
        "alt": "A hall",
        "licence": "staff",
        **facts,
    }
    return desk.add_photo(picture(), by=by or person("Photo desk"), **facts)


def article(by: Any = None, **changes: Any) -> Article:
    """A desk copy that lacks nothing for publishing."""
    story = Article()
    full = {
        "headline": "Member states define roadmap",
        "section": section(),
        "body": BODY,
        "bylines": [author()],
        "tags": [],
        **changes,
    }
    desk.save(story, by=by or person("Chief"), version=0, changes=full)
    return story


def approved(by: Any = None, **changes: Any) -> tuple[Article, Revision]:
    by = by or person("Chief")
    story = article(by, **changes)
    return story, approve(story, by)


def approve(story: Article, by: Any) -> Revision:
    revision = story.revisions.first()
    desk.approve(story, revision=revision, by=by)
    return revision


def live(by: Any = None, at: datetime | None = None, **changes: Any) -> Edition:
    """A published story; `at` may lie in the past or, to be scheduled, in the future."""
    by = by or person("Chief")
    story, revision = approved(by, **changes)
    return desk.publish(story, revision=revision, by=by, at=at)


def live_of(story: Article, by: Any = None) -> Edition:
    """Publish a desk copy as it is saved now."""
    by = by or person("Chief")
    return desk.publish(story, revision=approve(story, by), by=by)


def edited(story: Article, by: Any, **changes: Any) -> Revision:
    """Save changes to a desk copy and approve them."""
    story.refresh_from_db()
    desk.save(story, by=by, version=story.version, changes=changes)
    return approve(story, by)
