"""What programs read before they read us."""

import pytest
from django.core.exceptions import ValidationError

from articles import desk
from articles.models import SiteSettings
from tests import build

pytestmark = pytest.mark.django_db
TRUST = "member=https://association.example/\ncontact=mailto:desk@news.example\ndatatrainingallowed=no"
PATHS = pytest.mark.parametrize("path", ["/trust.txt", "/.well-known/trust.txt"])


def say(trust: str) -> None:
    desk.save_site_object(
        SiteSettings.load(), by=build.person("Chief"), changes={"trust": trust}
    )


def test_robots_names_both_sitemaps_blocks_no_feed_and_hides_the_admin(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Allow: /search/feed.",
        "Allow: /search/summary.",
        "Disallow: /search/",
        "",
        "Sitemap: http://localhost:8000/sitemap.xml",
        "Sitemap: http://localhost:8000/news-sitemap.xml",
    ]


@PATHS
def test_what_the_chief_says_is_served_as_plain_text(client, path):
    say(TRUST)
    response = client.get(path)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == TRUST + "\n"


@PATHS
def test_where_nothing_is_said_there_is_no_such_file(client, path):
    assert client.get(path).status_code == 404


def test_it_is_tidied_when_it_is_saved():
    say(
        "# Whom we answer to\n\n Contact = desk@news.example \n  DataTrainingAllowed=NO\n\n"
    )
    tidy = "# Whom we answer to\n\ncontact=desk@news.example\ndatatrainingallowed=no"
    assert SiteSettings.load().trust == tidy


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "friend=https://x.example",
            "Line 2 must begin with one of these and an equals sign: ",
        ),
        ("member", "Line 2 must begin with one of these and an equals sign: "),
        ("member=javascript:alert(1)", "Line 2: “javascript:alert(1)” is no web address"),
        ("social=@newsroom", "Line 2: “@newsroom” is no web address"),
        ("control=http://[", "Line 2: “http://[” is no web address"),
        ("datatrainingallowed=perhaps", "Line 2: datatrainingallowed is yes or no."),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(line, sentence):
    with pytest.raises(ValidationError) as error:
        say(f"member=https://x.example\n{line}")
    assert error.value.message_dict["trust"][0].startswith(sentence)


def test_the_chief_writes_it_in_the_admin(client):
    client.force_login(build.person("Chief"))
    say("datatrainingallowed=yes")
    page = client.get("/admin/articles/sitesettings/1/change/").content.decode()
    assert "datatrainingallowed=yes</textarea>" in page
