"""What each of our documents says of one story: page, JSON-LD, Open Graph, RSS, Atom, JSON Feed."""

import json
from datetime import datetime
from typing import Any

from lxml import html

from articles.models import Rendition

from .reading import items

Facts = dict[str, Any]


def agreed(client: Any, path: str) -> Facts:
    """The facts that all of them state; it fails where two of them contradict each other."""
    heard: dict[str, dict[Any, list[str]]] = {}
    for voice, facts in voices(client, path).items():
        for fact, value in facts.items():
            heard.setdefault(fact, {}).setdefault(value, []).append(voice)
    assert {fact: said for fact, said in heard.items() if len(said) > 1} == {}
    return {fact: next(iter(said)) for fact, said in heard.items()}


def voices(client: Any, path: str) -> dict[str, Facts]:
    """Each document's facts by its name; what a format has no place for is not among them."""
    page = html.fromstring(client.get(path).content.decode())
    told = {"page": _page(page), "json-ld": _linked(page), "open graph": _graph(page)}
    for form in ("rss", "atom", "json"):
        told[form] = _item(form, client.get(f"/feed.{form}").content)
    return told


def _page(page: Any) -> Facts:
    story = page.find(".//article")
    first, *later = story.xpath(".//header//p[contains(@class, 'when')]//time/@datetime")
    return {
        "title": story.xpath("string(.//h1)"),
        "address": page.xpath("string(//link[@rel='canonical']/@href)"),
        "published": datetime.fromisoformat(first),
        "updated": _moment(later),
        "authors": tuple(story.xpath(".//a[@rel='author']/text()")),
        "section": page.xpath("string(//nav[@class='crumbs']//li[last()])").strip(),
        "tags": tuple(page.xpath("//a[@rel='tag']/text()")),
        "keywords": page.xpath("string(//meta[@name='keywords']/@content)"),
        "language": story.get("lang"),
        "photo": _photo(
            story.xpath("string((.//figure[@class!='portrait'])[1]//img/@src)")
        ),
    }


def _linked(page: Any) -> Facts:
    scripts = page.xpath("//script[@type='application/ld+json']/text()")
    article, crumbs = map(json.loads, scripts)
    published = datetime.fromisoformat(article["datePublished"])
    modified = datetime.fromisoformat(article["dateModified"])
    image = article.get("image", [{"url": ""}])[0]["url"]
    return {
        "title": article["headline"],
        "address": article["url"],
        "published": published,
        "updated": None if modified == published else modified,
        "authors": tuple(person["name"] for person in article["author"]),
        "author pages": tuple(person["url"] for person in article["author"]),
        "section": crumbs["itemListElement"][-1]["name"],
        "tags": tuple(article.get("keywords", ())),
        "keywords": ", ".join(article.get("keywords", ())),
        "language": article["inLanguage"],
        "photo": _photo(image),
        "picture": image,
    }


def _graph(page: Any) -> Facts:
    def all_of(name: str) -> tuple[str, ...]:
        return tuple(page.xpath(f"//meta[@property='{name}']/@content"))

    (published,), (picture,) = all_of("article:published_time"), all_of("og:image") or ("",)
    return {
        "title": all_of("og:title")[0],
        "address": all_of("og:url")[0],
        "published": datetime.fromisoformat(published),
        "updated": _moment(all_of("article:modified_time")),
        "author pages": all_of("article:author"),
        "section": all_of("article:section")[0],
        "tags": all_of("article:tag"),
        "photo": _photo(picture),  # its crop for cards, where the others name the whole
    }


def _item(form: str, content: bytes) -> Facts:
    """A feed's stamp moves with every edition, so it is a fact of its own."""
    (item,) = items(form, content)
    return {
        "title": item.title,
        "address": item.url,
        "published": item.published,
        "stamp": item.updated,
        "authors": item.people,
        "section": item.tags[0],
        "tags": item.tags[1:],
        "language": item.language,
        "photo": _photo(item.image),
        "picture": item.image,
    }


def _moment(stamps: Any) -> datetime | None:
    return datetime.fromisoformat(stamps[0]) if stamps else None


def _photo(address: str) -> int | None:
    """Whose file it is: the same photo has many."""
    name = address.partition("/media/")[2]
    return (
        Rendition.objects.values_list("photo", flat=True).get(name=name) if name else None
    )
