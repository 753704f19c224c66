"""One tag writes every picture: both formats, widths, shape of its place, and always the credit."""

import re
from datetime import timedelta
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.utils import timezone

from articles import desk
from articles.models import Rendition
from articles.pages.front import front_page
from articles.pages.story.page import story_page
from tests import build

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates"


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def read(client, address: str):
    return lxml.html.fromstring(client.get(address).content.decode())


def illustrated(chief, **changes):
    """A story with a lead, a picture in its text and a gallery of two."""
    lead, figure, *gallery = (build.photo(chief, caption=f"Caption {n}") for n in range(4))
    body = f'<p>One.</p><figure data-photo="{figure.pk}"></figure><p>Two.</p>'
    shots = [(photo, "") for photo in gallery]
    return build.live(chief, lead_photo=lead, body=body, gallery=shots, **changes)


def test_only_the_figure_writes_an_image():
    writers = [
        path.relative_to(TEMPLATES).as_posix()
        for path in [*TEMPLATES.glob("*.html"), *TEMPLATES.glob("articles/**/*.html")]
        if "<img" in path.read_text(encoding="utf-8")
    ]

    assert writers == ["articles/story/_figure.html"]


def test_every_image_of_every_page_stands_in_a_figure_with_its_credit(client, chief):
    portrait = build.photo(chief, credit="Newsroom/Portraits")
    author = build.author("Leyla Aliyeva", portrait=portrait)
    edition = illustrated(chief, bylines=[author], tags=["ITU"])
    desk.save_site_object(edition.section, by=chief, changes={"picture": portrait})
    story = edition.get_absolute_url()
    places = [
        "/",
        "/ict-materials/",
        "/tag/itu/",
        "/latest/",
        "/author/leyla-aliyeva/",
        story,
    ]

    for address in [*places, f"{story}photo/{edition.lead_photo_id}/"]:
        page = read(client, address)
        images = page.xpath("//img")
        credits = [
            image.xpath("string(ancestor::figure//*[@class='credit'])") for image in images
        ]
        assert images and all(credit.startswith("Photo: ") for credit in credits), address
        assert [i.get("alt") for i in images] == ["A hall"] * len(images), address


def test_a_photo_without_any_credit_is_not_shown(client, chief):
    photo = build.photo(chief)
    edition = build.live(chief, lead_photo=photo)
    context = story_page(edition, timezone.now())
    edition.content["lead"]["credit"] = photo.credit = ""
    type(photo).objects.filter(pk=photo.pk).update(credit="")

    bare = story_page(edition, timezone.now())

    assert (context["lead"].photo, bare["lead"]) == (photo, None)


def test_a_picture_comes_as_avif_and_jpeg_in_widths_with_its_size(client, chief):
    edition = build.live(chief, lead_photo=build.photo(chief))
    photo = edition.lead_photo

    (figure,) = read(client, edition.get_absolute_url()).xpath("//figure[@class='lead']")

    source, image = figure.xpath(".//source | .//img")
    avif, jpeg = photo.crop("whole", "avif"), photo.crop("whole")
    assert source.get("type") == "image/avif"
    assert source.get("srcset") == ", ".join(
        f"{f.get_absolute_url()} {f.width}w" for f in avif
    )
    assert image.get("srcset") == ", ".join(
        f"{f.get_absolute_url()} {f.width}w" for f in jpeg
    )
    assert (image.get("width"), image.get("height")) == ("640", "427")
    assert source.get("sizes") == image.get("sizes")


def test_the_lead_comes_first_and_what_is_below_the_fold_waits(client, chief):
    page = read(client, illustrated(chief).get_absolute_url())

    def loading(which):
        images = page.xpath(f"//figure[@class='{which}']//img")
        return {(image.get("fetchpriority"), image.get("loading")) for image in images}

    assert loading("lead") == {("high", None)}
    assert loading("in-text") == loading("shot") == {(None, "lazy")}


@pytest.mark.parametrize(
    ("address", "place", "shape"),
    [
        ("/", "top-picture", "16x9"),
        ("/latest/", "card-picture", "16x9"),
        ("story", "shot", "4x3"),
        ("/author/ingilab-mammadov/", "author-portrait", "1x1"),
        ("/ict-materials/", "section-picture", "16x9"),
    ],
)
def test_each_place_has_one_shape(client, chief, address, place, shape):
    edition = illustrated(chief)
    desk.save_site_object(
        build.author(), by=chief, changes={"portrait": edition.lead_photo}
    )
    desk.save_site_object(
        edition.section, by=chief, changes={"picture": edition.lead_photo}
    )
    address = edition.get_absolute_url() if address == "story" else address

    images = read(client, address).xpath(f"//figure[@class='{place}']//img")

    names = {image.get("src").removeprefix("/media/") for image in images}
    shapes = Rendition.objects.filter(name__in=names).values_list("shape", flat=True)
    assert set(shapes) == {shape}


def test_a_list_reads_only_the_files_that_it_shows(client, chief):
    for number in range(3):
        moment = timezone.now() - timedelta(minutes=number)
        build.live(
            chief, headline=f"Story {number}", lead_photo=build.photo(chief), at=moment
        )

    cards = front_page(timezone.now())["top"]

    read_of = [file.shape for card in cards for file in card.picture.photo.renditions.all()]
    assert len(read_of) == 3 * 4  # two widths of a small photo, in both formats
    assert set(read_of) == {"16x9"}


def test_a_story_reads_the_crops_of_the_picture_that_stands_for_it_alone(client, chief):
    edition = illustrated(chief)

    shown = story_page(edition, timezone.now())["pictures"]

    shapes = [{file.shape for file in picture.photo.renditions.all()} for picture in shown]
    assert shapes == [{"whole", "16x9", "4x3", "1x1"}, {"whole"}, {"4x3"}, {"4x3"}]


def test_no_page_names_a_picture_of_another_host(client, chief):
    page = client.get(illustrated(chief).get_absolute_url()).content.decode()

    assert re.findall(r'(?:src|srcset)="(?!/(?:media|static)/)[^"]*"', page) == []
