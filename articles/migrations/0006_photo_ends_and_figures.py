import re

from django.db import migrations
from django.db.models import F

FIGURE = re.compile(r'data-photo="([1-9][0-9]{0,17})"')


def keep_ends(apps, schema_editor):
    """Until now an end was always a stop."""
    photos = apps.get_model("articles", "Photo").objects
    photos.exclude(ends_at=None).update(stopped_at=F("ends_at"))


def index_figures(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects
    row = apps.get_model("articles", "ArticleFigure")
    there = set(apps.get_model("articles", "Photo").objects.values_list("pk", flat=True))
    bodies = articles.filter(body__contains="data-photo").values_list("pk", "body")
    for article, body in bodies.iterator():
        shown = {int(number) for number in FIGURE.findall(body)} & there
        row.objects.bulk_create(row(article_id=article, photo_id=pk) for pk in sorted(shown))


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_photo_facts_and_rights")]

    operations = [
        migrations.RunPython(keep_ends, migrations.RunPython.noop),
        migrations.RunPython(index_figures, migrations.RunPython.noop),
    ]
