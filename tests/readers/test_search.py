"""What readers find: live words alone, folded, in any order, the fresh before the old."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import desk
from articles.models import AuthorAlias, SearchWord
from articles.search import engine, parse
from articles.search.engine import Texts
from articles.search.indexing import reindex
from articles.search.params import SearchQuery
from articles.search.results import find
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def headlines(client, **asked):
    results = client.get("/search/", asked).context["results"]
    return [result["card"].edition.headline for result in results]


def numbers(text):
    return find(SearchQuery(text), timezone.now()).ids


def test_words_in_any_order_find_a_story(client, chief):
    build.live(chief, headline="Roadmap for broadband in Ganja")
    build.live(chief, headline="Roadmap of the ministry")

    assert headlines(client, q="ganja roadmap") == ["Roadmap for broadband in Ganja"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ŞƏHƏR şəbəkəsi", "seher sebekesi"),
        ("Şəhər ŞƏBƏKƏSİ", "ŞƏHƏR"),
        ("İnternet ışığı", "internet isigi"),
        ("Связь в регионах", "СВЯЗЬ"),
        ("Ağıllı çip", "agilli cip"),
        ("Café société", "cafe"),
    ],
)
def test_letters_are_one_whatever_their_dress(written, typed, client, chief):
    build.live(chief, headline=written)

    assert headlines(client, q=typed) == [written]


@pytest.mark.parametrize("field", ["headline", "standfirst", "body", "tags", "bylines"])
def test_every_part_is_searched(field, client, chief):
    value = {
        "tags": ["Xylophone"],
        "bylines": [build.author("Xylophone Jones")],
        "body": "<p>A xylophone.</p>",
    }
    build.live(chief, **{field: value.get(field, "A xylophone")})

    assert len(headlines(client, q="xylophone")) == 1


def test_quotation_marks_keep_words_together(client, chief):
    build.live(chief, headline="Green energy of data centres")
    build.live(chief, headline="Data on green centres")

    assert headlines(client, q='"data centres"') == ["Green energy of data centres"]


def test_the_beginning_of_a_long_word_finds_it(client, chief):
    build.live(chief, headline="Telecommunications grow")

    assert headlines(client, q="telecom") == ["Telecommunications grow"]
    assert headlines(client, q="tel") == []
    assert headlines(client, q="tel*") == ["Telecommunications grow"]


def test_a_match_in_the_headline_goes_before_one_in_the_text(client, chief):
    build.live(chief, headline="Another subject", body="<p>It names quantum once.</p>")
    build.live(chief, headline="Quantum computers", at=build.an_hour_ago())

    assert headlines(client, q="quantum") == ["Quantum computers", "Another subject"]


def test_of_equal_matches_the_fresh_goes_first(client, chief):
    for days in (900, 1, 400):
        at = timezone.now() - timedelta(days=days)
        build.live(chief, headline=f"Quantum of {days}", at=at)

    assert headlines(client, q="quantum") == [
        "Quantum of 1",
        "Quantum of 400",
        "Quantum of 900",
    ]


def test_a_scheduled_story_is_found_from_its_minute_on(client, chief, clock):
    at = timezone.now() + timedelta(minutes=10)
    build.live(chief, headline="Secret merger", at=at)
    assert headlines(client, q="merger") == []

    clock.shift(600)

    assert headlines(client, q="merger") == ["Secret merger"]


def test_a_held_and_a_withdrawn_story_are_gone_at_once(client, chief, clock):
    held = build.live(chief, headline="Quantum one").article
    gone = build.live(chief, headline="Quantum two").article
    clock.shift(60)

    desk.hold(held, by=chief)
    desk.withdraw(gone, by=chief, outcome="gone")

    assert headlines(client, q="quantum") == []
    clock.shift(60)
    desk.release(held, by=chief)
    assert headlines(client, q="quantum") == ["Quantum one"]


def test_old_words_of_a_story_find_nothing_any_more(client, chief, clock):
    story = build.live(chief, headline="Quantum").article
    clock.shift(60)
    revision = build.edited(story, chief, headline="Relativity")
    desk.refile(story, revision=revision, by=chief)

    assert headlines(client, q="quantum") == []
    assert headlines(client, q="relativity") == ["Relativity"]


def test_a_draft_is_found_by_nobody(client, chief):
    build.article(chief, headline="Secret merger")

    shown = client.get("/search/", {"q": "merger"})

    assert "Secret" not in shown.content.decode()


@pytest.mark.parametrize(
    ("name", "value"), [("section", "telecom"), ("author", "jane-doe"), ("tag", "5g")]
)
def test_a_search_is_narrowed(name, value, client, chief):
    build.live(
        chief,
        headline="Quantum here",
        section=build.section("Telecom"),
        bylines=[build.author("Jane Doe")],
        tags=["5G"],
    )
    build.live(chief, headline="Quantum there")

    assert headlines(client, q="quantum", **{name: value}) == ["Quantum here"]


def test_a_search_is_narrowed_to_newsroom_days(client, chief, clock):
    """Half past midnight in Baku is the day before in UTC."""
    half_past = timezone.now().replace(hour=20, minute=30) - timedelta(days=1)
    build.live(chief, headline="Quantum", at=half_past)

    assert headlines(client, q="quantum", since="2025-11-28") == ["Quantum"]
    assert headlines(client, q="quantum", until="2025-11-27") == []


def test_counts_say_what_the_search_could_be_narrowed_to(client, chief):
    for section in ("Telecom", "Telecom", "Internet"):
        build.live(chief, headline="Quantum", section=build.section(section))

    facets = client.get("/search/", {"q": "quantum"}).context["facets"]

    assert [(thing.name, count) for thing, count, _ in facets[0]["entries"]] == [
        ("Telecom", 2),
        ("Internet", 1),
    ]


def test_a_merged_tag_still_narrows_what_was_published_under_it(client, chief):
    build.live(chief, headline="Quantum", tags=["Fifth generation"])
    build.live(chief, headline="Other", tags=["5G"])
    desk.merge_tags(build.tag("Fifth generation"), into=build.tag("5G"), by=chief)

    assert headlines(client, q="quantum", tag="5g") == ["Quantum"]
    assert not AuthorAlias.objects.exists()


def test_a_slug_of_old_narrows_the_search_and_its_feed_alike(client, chief):
    build.live(chief, headline="Quantum", section=build.section("Telecom"))
    build.live(chief, headline="Quantum elsewhere")
    desk.save_site_object(
        build.section("Telecom"), by=build.admin(), changes={"slug": "operators"}
    )

    feed = client.get("/search/feed.json?q=quantum&section=telecom").json()

    assert headlines(client, q="quantum", section="telecom") == ["Quantum"]
    assert [item["title"] for item in feed["items"]] == ["Quantum"]


def test_a_headline_is_found_as_it_is_printed(client, chief):
    edition = build.live(chief, headline="Fibre reaches the west", photo_flag="on")

    assert edition.title == "Fibre reaches the west (PHOTO)"
    assert headlines(client, q=edition.title) == ["Fibre reaches the west"]


def test_what_is_chosen_names_its_end_and_another_spelling_keeps_it(client, chief):
    build.live(chief, headline="Network grows", section=build.section("Telecom"))
    asked = {"q": "netwrok", "section": "telecom", "since": "2025-11-28", "sort": "new"}

    page = client.get("/search/", asked)
    text = page.content.decode()

    assert "From 28 November 2025" in text and "Remove From 28 November 2025" in text
    kept = "?q=network&amp;section=telecom&amp;since=2025-11-28&amp;sort=new"
    assert f'href="/search/{kept}"' in text
    assert headlines(client, **asked | {"q": "network"}) == ["Network grows"]


def test_another_spelling_is_offered_only_where_it_finds_something(client, chief):
    build.live(chief, headline="Network grows")
    build.section("Telecom")

    page = client.get("/search/", {"q": "netwrok", "section": "telecom"})

    assert page.context["spelling"] == ""


@pytest.mark.parametrize(
    ("asked", "marks"),
    [
        ("a", ["A"]),
        ("e-government", ["e", "government"]),
        ('"wi-fi opens"', ["Wi", "Fi", "opens"]),
        ("wire", ["wireless"]),
        ("wir*", ["wireless"]),
        ("the", ["the"]),
    ],
)
def test_only_what_was_asked_is_marked(client, chief, asked, marks):
    said = "A wireless theory: Wi-Fi opens with e-government for the agency"
    build.live(chief, headline=said, body="<p>Nothing.</p>", standfirst="")

    results = client.get("/search/", {"q": asked}).context["results"]

    assert [word for word, is_marked in results[0]["title"] if is_marked] == marks


def test_a_section_is_named_in_its_own_language(client, chief):
    for name, language in (("Технологии", "ru"), ("Telecom", "en")):
        section = build.section(name, slug=f"s-{language}", language=language)
        build.live(chief, headline="Quantum", section=section, language=language)

    facets = client.get("/search/?q=quantum").content.decode()
    chosen = client.get("/search/?q=quantum&section=s-ru").content.decode()

    assert (
        '" lang="ru">Технологии</a>' in facets
        and '<span lang="ru">Технологии</span>' in chosen
    )
    assert '" lang="en">Telecom</a>' not in facets


def test_words_found_are_marked(client, chief):
    build.live(
        chief, headline="ŞƏHƏR şəbəkəsi", body="<p>Bir söz. Şəhər böyüyür &amp; artır.</p>"
    )

    text = client.get("/search/", {"q": "seher"}).content.decode()

    assert "<mark>ŞƏHƏR</mark> şəbəkəsi" in text
    assert "<mark>Şəhər</mark> böyüyür &amp; artır." in text


def test_a_typing_error_is_mended_with_live_words_alone(client, chief, clock):
    build.live(chief, headline="Broadband grows")
    build.live(chief, headline="Broodbent", at=timezone.now() + timedelta(hours=1))

    assert client.get("/search/", {"q": "broadbend"}).context["spelling"] == "broadband"
    assert client.get("/search/", {"q": "broodbend"}).context["spelling"] in (
        "",
        "broadband",
    )


def test_nothing_found_is_said_kindly(client):
    text = client.get("/search/", {"q": "nowhere"}).content.decode()

    assert "No results." in text and "Try fewer or other words" in text


def test_search_pages_are_indexed_by_nobody(client):
    assert (
        '<meta name="robots" content="noindex">'
        in client.get("/search/?q=x").content.decode()
    )


@pytest.mark.parametrize(
    "text",
    [
        '"', '""', '" OR "1', "*", "NEAR(a b)", "headline:x", "a AND NOT b", "\0", "%", "(((", "😀",
        "'); DROP TABLE x;--", "\u202e", "x" * 10_000, " ".join(["word"] * 500), "-", "+", "^a",
        "{a}", "a:b", "ı" * 300, "'", "\\", ":*", "a & | ! b", "<->",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_words(text, client, chief):
    build.live(chief)

    assert client.get("/search/", {"q": text}).status_code == 200
    assert client.get("/search/suggest/", {"q": text}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["section=nowhere", "section=%00", "tag=" + "x" * 999, "since=x", "until=9999-99-99",
     "since=0001-01-01", "sort=x", "page=0", "page=99999999", "page=-1", "author=<script>"],
)  # fmt: skip
def test_filters_that_nobody_gave_out_are_as_if_they_were_not_there(query, client, chief):
    build.live(chief, headline="Quantum")

    shown = client.get(f"/search/?q=quantum&{query}")

    assert [result["card"].edition.headline for result in shown.context["results"]] == [
        "Quantum"
    ]


def test_suggestions_are_headlines_of_live_stories(client, chief):
    live = build.live(chief, headline="Quantum computers")
    build.live(chief, headline="Quantum secrets", at=timezone.now() + timedelta(hours=1))

    assert client.get("/search/suggest/?q=quan").json() == [
        {"title": "Quantum computers", "address": live.get_absolute_url()}
    ]


@pytest.mark.parametrize("typed", ["qu", "qua", "quantum c", "computers quantum co"])
def test_the_last_word_is_offered_while_it_is_typed(client, chief, typed):
    build.live(chief, headline="Quantum computers")

    found = client.get("/search/suggest/", {"q": typed}).json()

    assert [one["title"] for one in found] == ["Quantum computers"]


def test_a_search_asks_the_same_number_of_queries_whatever_it_finds(client, chief):
    counts = []
    for more in (1, 29):
        for number in range(more):
            build.live(
                chief, headline=f"Quantum {number}", tags=["5G"], lead_photo=build.photo()
            )
        client.get("/search/?q=quantum")
        with CaptureQueriesContext(connection) as queries:
            client.get("/search/?q=quantum")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 16


def test_pages_of_results_neither_repeat_nor_miss(client, chief):
    for number in range(45):
        build.live(chief, headline=f"Quantum {number}")

    seen = [one for page in (1, 2, 3) for one in headlines(client, q="quantum", page=page)]

    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    ("limit", "newest"), [(2, [107, 105]), (3, [107, 105, 103]), (10, [107, 105, 103])]
)
def test_the_index_gives_the_newest_that_match_whether_they_fill_the_answer_or_not(
    limit, newest
):
    rows = range(101, 109)  # beside those of the roles
    engine().put([(one, Texts("quantum" if one % 2 else "broadband")) for one in rows])
    Group.objects.bulk_create(Group(pk=one, name=f"row {one}") for one in rows)
    within = Group.objects.all()

    found = engine().find(parse("quantum"), within=within, limit=limit, low=102, high=108)

    assert found == newest


def test_a_rebuilt_index_finds_the_same(chief, clock):
    for number, word in enumerate(("Quantum", "Broadband", "Şəhər")):
        build.live(chief, headline=f"{word} {number}", tags=["5G"])
    asked = ("quantum", "broadband", "seher", "agreement", "5g", "baku")
    before = [numbers(text) for text in asked]

    call_command("repair", "search")

    assert [numbers(text) for text in asked] == before
    engine().clear()
    assert [numbers(text) for text in asked] == [[]] * 6
    assert reindex() == 3
    assert [numbers(text) for text in asked] == before


def test_publishing_and_its_words_are_one_transaction(chief):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        build.live(chief, headline="Quantum")
        raise RuntimeError

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_search")
        assert (cursor.fetchone(), SearchWord.objects.count()) == ((0,), 0)
