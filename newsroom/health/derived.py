"""Whether what is derived agrees with what it is made from, and which repair makes it anew;
importing registers.

Samples of the newest, for these are asked often: `manage.py repair --dry-run` looks at all.
"""

from django.core.files.storage import default_storage, storages
from django.utils import timezone

from articles.desk.photos.rendition_files import outdated, source_of, superfluous
from articles.models import Edition, Photo, SitemapMonth, SiteSettings
from articles.search import Query, engine, sort_key

from .registry import check

EDITIONS = 20
PHOTOS = 50
STORED = 5  # of which files are looked for: each costs a bucket an answer


@check("months")
def months() -> str | None:
    now = timezone.now()
    begun = SitemapMonth.objects.filter(moment__lte=now).order_by("moment")
    counted = sum(dict(begun.values_list("month", "stories")).values())
    live = Edition.objects.live(now).count()
    if counted != live:
        return f"The sitemap index counts {counted} of {live} stories: run manage.py repair months."
    return None


@check("search")
def search() -> str | None:
    live = Edition.objects.live(timezone.now()).select_related("article")
    newest = live.order_by("-pk")[:EDITIONS]
    missing = sum(not _is_indexed(edition) for edition in newest)
    if missing:
        return (
            f"Search does not find {missing} of the {len(newest)} newest stories: "
            "run manage.py repair search."
        )
    return None


def _is_indexed(edition: Edition) -> bool:
    """By the key of its section: every indexed edition has it, whatever its words are."""
    key = sort_key(edition.first_published, edition.pk)
    query = Query().within(f"section-{edition.content['section']['id']}")
    within = Edition.objects.filter(pk=edition.pk)
    return bool(engine().find(query, within=within, limit=1, low=key, high=key + 1))


@check("renditions")
def renditions() -> str | None:
    site = SiteSettings.load()
    newest = _newest(PHOTOS)
    sources = [(photo, source_of(photo, site)) for photo in newest]
    old = sum(bool(outdated(*one) or superfluous(*one)) for one in sources)
    if old:
        return (
            f"Files of {old} of the {len(newest)} newest photos are outdated: "
            "run manage.py repair renditions --by USER."
        )
    return None


@check("media")
def media() -> str | None:
    originals = storages["originals"]
    missing = []
    for photo in _newest(STORED):
        public = [row.name for row in photo.renditions.all()[:1]]
        is_stored = originals.exists(photo.original.name) and all(
            map(default_storage.exists, public)
        )
        if not is_stored:
            missing.append(str(photo.pk))
    if not missing:
        return None
    numbers = ", ".join(missing)
    return (
        f"Files of photos {numbers} are missing: run manage.py repair media for all names."
    )


def _newest(count: int) -> list[Photo]:
    return list(Photo.objects.for_page(timezone.now()).order_by("-pk")[:count])
