"""Build the site from content.json, in bulk; the search index and the renditions after it."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from taggit.models import Tag
from wagtail.images.models import Image
from wagtail.models import Page, Site

from wagtail_site.models import (
    Author,
    Byline,
    FrontPage,
    SectionPage,
    Shot,
    Slot,
    StoryPage,
    StoryTag,
)


class Command(BaseCommand):
    help = "Build the site that content.json describes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("content", type=Path)
        parser.add_argument("--media", type=Path, help="where the files of photos are")

    def handle(self, *, content: Path, media: Path, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        with transaction.atomic():
            Builder(json.loads(content.read_text()), media).build()
        call_command("update_index", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class Builder:
    def __init__(self, data: dict[str, Any], media: Path) -> None:
        self.data, self.media = data, media

    def build(self) -> None:
        self.images = {row["id"]: self._image(row) for row in self.data["photos"]}
        self.authors = {row["name"]: Author.objects.create(**row) for row in self.data["authors"]}
        self.tags = {row["name"]: Tag.objects.create(**row) for row in self.data["tags"]}
        front = self._front()
        self.sections = {row["slug"]: _section(front, row) for row in self.data["sections"]}
        self.counts = dict.fromkeys(self.sections, 0)
        pages = {story["slug"]: self._story(story) for story in self.data["stories"]}
        for slug, count in self.counts.items():
            SectionPage.objects.filter(slug=slug).update(numchild=count)
        front.refresh_from_db()
        for place, slug in enumerate(self.data["slots"]):
            Slot.objects.create(page=front, story=pages[slug], sort_order=place)

    def _front(self) -> FrontPage:
        site = self.data["site"]
        front = Page.get_first_root_node().add_child(
            instance=FrontPage(title=site["name"], slug="front", intro=site["description"])
        )
        Site.objects.update(root_page=front, hostname="localhost", site_name=site["name"])
        return front

    def _image(self, row: dict[str, Any]) -> Image:
        with (self.media / row["file"]).open("rb") as file:
            image = Image(title=row["title"][:200], file=ImageFile(file, name=f"{row['id']}.jpg"))
            image.save()
        return image

    def _story(self, story: dict[str, Any]) -> StoryPage:
        """One page, its rows written without the checks and signals of `add_child`."""
        section = self.sections[story["section"]]
        self.counts[section.slug] += 1
        page = self._page(story, section)
        Page.objects.bulk_create([base := _base_of(page)])
        page.page_ptr_id = page.pk = base.pk
        page.save_base(raw=True)
        Byline.objects.bulk_create(
            Byline(page=page, author=self.authors[name], sort_order=place)
            for place, name in enumerate(story["bylines"])
        )
        StoryTag.objects.bulk_create(
            StoryTag(content_object=page, tag=self.tags[name]) for name in story["tags"]
        )
        Shot.objects.bulk_create(
            Shot(page=page, image=self.images[row["id"]], sort_order=place, **_words(row))
            for place, row in enumerate(story["gallery"])
        )
        return page

    def _page(self, story: dict[str, Any], section: SectionPage) -> StoryPage:
        lead, published = story["lead"], datetime.fromisoformat(story["published"])
        words = _words(lead) if lead else {"caption": "", "credit": ""}
        number = self.counts[section.slug]
        return StoryPage(
            title=story["title"],
            draft_title=story["title"],
            slug=story["slug"],
            path=StoryPage._get_path(section.path, section.depth + 1, number),
            depth=section.depth + 1,
            url_path=f"{section.url_path}{story['slug']}/",
            locale=section.locale,
            content_type=_type_of_stories(),
            live=True,
            published=published,
            first_published_at=published,
            last_published_at=published,
            section=section,
            body=json.dumps([self._block(part) for part in story["parts"]]),
            lead_image=self.images[lead["id"]] if lead else None,
            lead_caption=words["caption"],
            lead_credit=words["credit"],
            **{name: story[name] for name in "standfirst dateline_place source source_url".split()},
        )

    def _block(self, part: Any) -> dict[str, Any]:
        if isinstance(part, str):
            return {"type": "text", "value": part}
        image = {"image": self.images[part["id"]].pk, "alt_text": part["alt"], "decorative": False}
        return {"type": "figure", "value": {"image": image, **_words(part)}}


def _section(front: FrontPage, row: dict[str, Any]) -> SectionPage:
    page = SectionPage(title=row["name"], slug=row["slug"], intro=row["description"])
    page.show_in_menus = True
    return front.add_child(instance=page)


def _base_of(page: StoryPage) -> Page:
    """The row of Wagtail's own table that a page of ours extends."""
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    return Page(**{name: getattr(page, name) for name in fields})


def _type_of_stories() -> Any:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(StoryPage)


def _words(row: dict[str, Any]) -> dict[str, str]:
    return {"caption": row["caption"], "credit": row["credit"]}
