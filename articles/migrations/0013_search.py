from django.db import migrations, models


def _tables(vendor):
    if vendor == "postgresql":
        from articles.search import postgres as made
    else:
        from articles.search import sqlite as made
    return made


def create(apps, schema_editor):
    schema_editor.execute(_tables(schema_editor.connection.vendor).CREATE)


def drop(apps, schema_editor):
    schema_editor.execute(_tables(schema_editor.connection.vendor).DROP)


class Migration(migrations.Migration):
    dependencies = [("articles", "0012_photo_library")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("length", models.PositiveSmallIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["length", "word"], name="search_word_length")
                ],
            },
        ),
        migrations.RunPython(create, drop, elidable=False),
    ]
