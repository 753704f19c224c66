from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import desk
from articles.models import Photo
from tests import build

LIBRARY = reverse("admin:articles_photo_changelist")
TOGETHER = reverse("admin:articles_photo_bulk_edit")
EXPORT = reverse("admin:articles_photo_export")


def titles(client, **asked):
    return {card["photo"].title for card in client.get(LIBRARY, asked).context["cards"]}


def test_words_are_found_folded_in_any_order_wherever_they_stand(at_desk, editor):
    build.photo(title="A", people="Ülvi Əliyev", city="Bakı", keywords="rabitə")
    build.photo(title="B", people="Ülvi Əliyev", city="Gəncə")
    data = build.picture()
    desk.add_photo(data, by=editor, name="DSC_0042.JPG", title="C")
    client = at_desk(editor)

    assert titles(client, q="baki ALIYEV".replace("A", "E")) == {"A"}
    assert titles(client, q="eliyev ulvi") == {"A", "B"}
    assert titles(client, q="dsc_0042") == {"C"}
    assert titles(client, q="50%_") == set()


def test_words_follow_what_is_saved(at_desk, editor):
    photo = build.photo(title="A")

    desk.save_photo(photo, {"caption": "Delegates"}, by=editor, version=1)

    assert titles(at_desk(editor), q="delegates") == {"A"}


def test_the_filters_narrow(at_desk, editor, clock):
    ends = timezone.now() + timedelta(days=3)
    build.photo(editor, title="Mine", licence="agency", licence_until=ends)
    build.photo(title="Bare", credit="", alt="", caption="", licence="unknown")
    stopped = build.photo(title="Stopped", source="Reuters", caption="Words")
    desk.stop_photo(stopped, by=editor, reason="Rights")
    build.article(lead_photo=build.photo(title="Used", caption="Words"))
    client = at_desk(editor)

    asked = {
        "Mine": [{"whose": "mine"}, {"licence": "agency"}, {"standing": "soon"}],
        "Bare": [{"lacks": "alt"}, {"lacks": "credit"}, {"lacks": "licence"}],
        "Stopped": [{"standing": "stopped"}, {"source": "reuters"}],
        "Used": [{"use": "yes"}],
    }
    for title, filters in asked.items():
        assert [titles(client, **one) for one in filters] == [{title}] * len(filters)
    assert titles(client, use="no") == {"Mine", "Bare", "Stopped"}
    assert titles(client, since="2025-11-29") == titles(client, until="2025-11-27") == set()
    assert titles(client, shape="tall") == set()
    assert len(titles(client, shape="wide", since="2025-11-28", until="2025-11-28")) == 4


def test_nonsense_in_the_address_narrows_nothing(at_desk, editor):
    build.photo(title="A")

    nonsense = {
        "whose": "x",
        "since": "soon",
        "page": "-1",
        "licence": "\0",
        "use": "maybe",
    }

    assert titles(at_desk(editor), **nonsense) == {"A"}
    assert titles(at_desk(editor), q="\0") == {"A"}


def test_a_card_shows_what_is_wrong_with_a_photo(at_desk, editor):
    build.photo(credit="", alt="", licence="unknown")

    [card] = at_desk(editor).get(LIBRARY).context["cards"]

    words = [label for _, label in card["badges"]]
    assert words == ["Licence unknown", "No credit", "No alt text", "Unused"]


def test_a_full_page_is_light_and_takes_the_same_queries_as_one_photo(at_desk, chief):
    client, first = at_desk(chief), build.photo(chief, caption="Long words " * 30)
    one = counted(client)
    rows = list(first.renditions.all())
    for number in range(35):
        first.pk, first.checksum = None, str(number)
        first.save()
        for row in rows:
            row.pk, row.photo_id, row.name = None, first.pk, f"{number}{row.name}"[:120]
            row.save()

    shown = client.get(LIBRARY)

    assert counted(client) == one <= 12
    assert len(shown.context["cards"]) == 30 and len(shown.content) < 100_000
    assert len(client.get(LIBRARY, {"page": 2}).context["cards"]) == 6


def counted(client):
    with CaptureQueriesContext(connection) as captured:
        client.get(LIBRARY)
    assert not any(
        "COUNT(" in query["sql"] and "articles_photo" in query["sql"] for query in captured
    )
    return len(captured)


def test_an_empty_library_says_what_to_do(at_desk, reporter):
    page = at_desk(reporter).get(LIBRARY).content.decode()

    assert "Upload the first photos" in page


def test_photos_are_changed_together_with_a_result_for_each(at_desk, editor):
    one, other = build.photo(keywords="Baku, ITU"), build.photo(credit="Same")
    desk.save_photo(other, {"licence": "agency"}, by=editor, version=1)

    wanted = {
        "credit": "Same",
        "add_keywords": "5G",
        "remove_keywords": "baku",
        "licence": "agency",
    }
    shown = at_desk(editor).post(TOGETHER, {"photo": [one.pk, other.pk], **wanted})

    assert {result.done for result in shown.context["results"]} == {True}
    one.refresh_from_db()
    assert (one.credit, one.keywords, one.licence) == ("Same", "ITU, 5G", "agency")
    assert b"Same" in b"".join(open_files(one))


def open_files(photo):
    return [Path(default_storage.path(file.name)).read_bytes() for file in photo.files]


def test_a_photo_that_refuses_hinders_no_other(editor):
    one, other = build.photo(), build.photo()
    Photo.objects.filter(pk=one.pk).update(version=9)

    results = desk.bulk_edit_photos(
        [one, other], by=editor, changes=desk.PhotoBulkChanges(caption="Hall")
    )

    assert [result.done for result in results] == [False, True]
    assert Photo.objects.get(pk=other.pk).caption == "Hall"


@pytest.mark.parametrize("role", ["Reporter", "Legal"])
def test_whoever_may_not_change_many_is_refused_and_not_offered(at_desk, role):
    client, photo = at_desk(build.person(role)), build.photo()

    answers = [
        client.post(TOGETHER, {"photo": photo.pk, "caption": "X"}),
        client.get(EXPORT),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert TOGETHER not in client.get(LIBRARY).content.decode()
    assert Photo.objects.get().caption == ""


def test_the_photo_desk_exports_what_it_looks_at(at_desk):
    build.photo(title="=1+1", caption="Hall"), build.photo(title="Other")

    answer = at_desk(build.person("Photo desk")).get(EXPORT, {"q": "hall"})

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "'=1+1" in lines[1]
