"""What a process keeps of what it has made."""


def forget() -> None:
    """Make everything anew from now on, as a process does that has just begun."""
    from articles.caching.process_cache import cards, documents
    from articles.pages.site import SiteContext

    documents.clear()
    cards.clear()
    SiteContext._cached = None, None
