"""What a process keeps of what it has made."""

from django.core.cache import caches


def forget() -> None:
    """Make everything anew from now on, as a process does that has just begun."""
    from articles.formats.house import House
    from articles.memory import cards, documents

    caches["pages"].clear()
    documents.clear()
    cards.clear()
    House._known = None, None
