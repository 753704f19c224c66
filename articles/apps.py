from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    """The journalism: what is written, published and syndicated."""

    name = "articles"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_make_groups, sender=self)
        post_migrate.connect(_enrol_followers, sender=self)


def _make_groups(**_: object) -> None:
    from .permissions import make_groups

    make_groups()


def _enrol_followers(**_: object) -> None:
    """So that a newsroom whose followers never ran is seen to lag."""
    from .delivery import enrol

    enrol()
