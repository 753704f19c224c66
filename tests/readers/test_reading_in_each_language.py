"""A site in Azerbaijani or Russian says nothing of its own in English, on no kind of page."""

import re

import lxml.html
import pytest

from articles import desk
from articles.models import SiteSettings
from tests import build, catalogues
from tests.readers import pages

pytestmark = pytest.mark.django_db
SAID = ("aria-label", "alt", "title", "placeholder", "data-done")
EDGES = ("header[contains(@class, 'masthead')]", "footer[contains(@class, 'foot')]")
PLACE = re.compile(r"%\\\(\w+\\\)s")


def english(language):
    """What no page may say: each English string that the catalogue says otherwise."""
    catalogue = catalogues.messages(language)
    forms = [
        one for key, said in catalogue.items() for one in key if not set(key) & set(said)
    ]
    whole = "|".join(PLACE.sub(".+", re.escape(one)) for one in forms)
    return re.compile(f"(?:{whole})[:,.?]?")


def own_words(tree, language):
    """The texts that stand under this language, and the words of attributes there."""
    here = f"ancestor-or-self::*[@lang][1]/@lang='{language}'"
    texts = tree.xpath(f"//body//text()[not(parent::script)][{here}]")
    for name in SAID:
        texts += tree.xpath(f"//body//*[{here}]/@{name}")
    return {" ".join(text.split()) for text in texts} - {""}


@pytest.fixture(params=["az", "ru"])
def language(request, settings):
    settings.SITE_LANGUAGE = request.param
    return request.param


@pytest.fixture
def trees(client, language):
    chief = build.person("Chief")
    desk.save_site_object(SiteSettings(pk=1), by=chief, changes={"description": "ICT"})
    addresses = pages.published(chief, language)
    read = {name: client.get(address).content for name, address in addresses.items()}
    return {name: lxml.html.document_fromstring(page) for name, page in read.items()}


def test_no_english_word_of_the_interface_is_left(trees, language):
    forbidden = english(language)

    left = {
        name: {one for one in own_words(tree, language) if forbidden.fullmatch(one)}
        for name, tree in trees.items()
    }

    assert {name: words for name, words in left.items() if words} == {}


def test_each_page_its_head_and_its_foot_are_in_one_language(trees, language):
    others = {"in Azerbaijani": "az", "in Russian": "ru", "language": "ru"}

    for name, tree in trees.items():
        parts = [f"//{part}/ancestor-or-self::*[@lang][1]" for part in ("html", *EDGES)]
        said = [tree.xpath(f"{part}/@lang")[-1] for part in parts]
        assert said == [others.get(name, language)] * 3, name
