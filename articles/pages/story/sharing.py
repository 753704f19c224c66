"""What a reader takes along from a story: links that share it, and words that cite it.

Plain links, without anybody's script: nothing is told to another site before a click.
"""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from articles.models import Edition, SiteSettings
from articles.public_urls import absolute_url
from articles.text.dates import newsroom_date


class Share(NamedTuple):
    name: str
    address: str


def share_links(edition: Edition) -> list[Share]:
    """Return the addresses at which other services take a story, by the names they go by."""
    address, title = absolute_url(edition.get_absolute_url()), edition.title
    # Spaces as %20: mail programs show a plus as a plus.
    mail = urlencode({"subject": title, "body": address}, quote_via=quote)
    return [
        Share("E-mail", f"mailto:?{mail}"),
        Share("WhatsApp", "https://wa.me/?" + urlencode({"text": f"{title} {address}"})),
        Share(
            "Telegram",
            "https://t.me/share/url?" + urlencode({"url": address, "text": title}),
        ),
        Share(
            "Facebook",
            "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": address}),
        ),
        Share(
            "X", "https://x.com/intent/post?" + urlencode({"url": address, "text": title})
        ),
    ]


def citation(edition: Edition, *, site: SiteSettings, bylines: list) -> str:
    """Return a reference to a story as a bibliography has it.

    Authors, headline, publisher, the day of first publication, address: what a refile never moves.
    """
    authors = ", ".join(byline.name for byline in bylines)
    day = newsroom_date(edition.first_published, edition.language)
    address = absolute_url(edition.get_absolute_url())
    words = [authors, f"“{edition.headline}”", f"{site.name}, {day}", address]
    return ". ".join(word.removesuffix(".") for word in words if word)
