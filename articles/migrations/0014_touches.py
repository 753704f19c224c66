from datetime import timedelta

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone


def begin(apps, schema_editor):
    """Every feed is touched now, and at each moment to come that is known already."""
    events = apps.get_model("articles", "Event").objects
    touch = apps.get_model("articles", "Touch")
    now, last = timezone.now(), events.order_by("-pk").first()
    if last is None:
        return
    photos = apps.get_model("articles", "Photo").objects.filter(ends_at__gt=now)
    stubs = apps.get_model("articles", "Edition").objects.filter(
        overwrites=True, live_from__gt=now - timedelta(days=30)
    )
    waiting = events.filter(effective_at__gt=now)
    moments = {
        now,
        *photos.values_list("ends_at", flat=True),
        *waiting.values_list("effective_at", flat=True),
        *(begun + timedelta(days=30) for begun in stubs.values_list("live_from", flat=True)),
    }
    touch.objects.bulk_create(touch(key="house", at=at, event=last) for at in sorted(moments))


class Migration(migrations.Migration):
    dependencies = [("articles", "0013_search")]

    operations = [
        migrations.CreateModel(
            name="Touch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.event",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index("key", "at", name="touch_moment"),
                    models.Index("key", "event", name="touch_event"),
                ]
            },
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
