"""What the database and the ORM refuse, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import Edition, Event
from articles.models.immutable import ImmutableError
from tests import build

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_edition SET live_until = '2001-01-01 00:00:00+00:00'",
        "UPDATE articles_edition SET headline = ''",
        "UPDATE articles_edition SET language = ''",
        "UPDATE articles_edition SET section_id = NULL",
        "UPDATE articles_edition SET kind = 'rumour'",
        "UPDATE articles_article SET state = 'published'",
        "UPDATE articles_article SET urgency = 9",
    ],
)
def test_raw_sql_does_not_break_the_rules(sql):
    build.live()

    with pytest.raises(IntegrityError):
        run(sql)


def test_two_open_ended_editions_of_a_story_are_impossible(clock):
    first = build.live()
    fields = {f.attname: getattr(first, f.attname) for f in Edition._meta.concrete_fields}
    fields.update(id=None, number=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition(**fields).save(force_insert=True)


def test_two_editions_of_one_number_are_impossible():
    first = build.live()
    fields = {f.attname: getattr(first, f.attname) for f in Edition._meta.concrete_fields}
    fields.update(id=None, live_until=first.live_from)

    with pytest.raises(IntegrityError), transaction.atomic():
        Edition(**fields).save(force_insert=True)


def test_content_is_never_written_again():
    edition = build.live()
    edition.headline = "Rewritten"

    for rewrite in (
        edition.save,
        lambda: edition.save(update_fields=["headline"]),
        lambda: Edition.objects.update(headline="Rewritten"),
        lambda: Edition.objects.bulk_update([edition], ["headline"]),
        edition.delete,
        Edition.objects.all().delete,
        Event.objects.all().delete,
        Event.objects.get().delete,
        Event.objects.get().save,
        edition.revision.save,
        edition.revision.delete,
    ):
        with pytest.raises(ImmutableError), transaction.atomic():
            rewrite()

    assert Edition.objects.get().headline == "Member states define roadmap"
