from django.urls import reverse

from articles import desk
from tests import build

from .typing_in import opened


def news(client, story):
    url = reverse("admin:articles_article_change", args=[story.pk])
    return client.get(url).context["outdated_captions"]


def test_a_refile_is_offered_where_the_library_says_otherwise(at_desk, chief):
    photo, client = build.photo(caption="Hall"), at_desk(chief)
    story = build.live(chief, lead_photo=photo, gallery=[(photo, "Own")]).article
    assert news(client, story) == []

    desk.save_photo(photo, {"caption": "Hall 2", "credit": "Other"}, by=chief, version=1)

    assert news(client, story) == [
        f"Photo {photo.pk}: caption and credit on the published page would now be different.",
        f"Photo {photo.pk}: credit on the published page would now be different.",
    ]


def test_saving_and_refiling_prints_what_the_library_says(at_desk, chief, clock):
    photo, client = build.photo(caption="Hall"), at_desk(chief)
    story = build.live(chief, lead_photo=photo).article
    desk.save_photo(photo, {"caption": "Hall 2"}, by=chief, version=1)
    clock.shift(60)

    url = reverse("admin:articles_article_change", args=[story.pk])
    client.post(url, opened(client, url))
    story.refresh_from_db()
    edition = desk.refile(story, revision=build.approve(story, chief), by=chief)

    assert edition.content["lead"]["caption"] == "Hall 2"
    assert news(client, story) == []


def test_a_draft_has_nothing_to_refile(at_desk, chief):
    assert news(at_desk(chief), build.article(chief, lead_photo=build.photo())) == []
