from django.db import migrations


def rename_key(apps, schema_editor):
    key_changes = apps.get_model("articles", "KeyChange").objects
    key_changes.filter(key="house").update(key="site")


class Migration(migrations.Migration):
    dependencies = [("articles", "0024_names_of_indexes")]

    operations = [migrations.RunPython(rename_key, migrations.RunPython.noop)]
