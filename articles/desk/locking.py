from articles.models import Article

from .errors import WrongState


def lock(article: Article) -> None:
    """Take the story's row for this transaction and bring the object up to date.

    SQLite's transactions are IMMEDIATE, so there the lock is held already.
    """
    if Article.objects.select_for_update().filter(pk=article.pk).first() is None:
        raise WrongState("This story is no longer there.")
    article.refresh_from_db()
