from django.db import migrations, models

from newsroom.accounts.names import folded_address, folded_name


def fill(apps, schema_editor):
    """Who came first keeps the form; who has a name that reads alike is found in its spelling."""
    taken = {""}
    people = apps.get_model("newsroom", "Staff").objects.using(schema_editor.connection.alias)
    for person in people.order_by("pk").only("username", "email"):
        form = folded_name(person.username)
        person.username_folded = None if form in taken else form
        person.email_folded = folded_address(person.email)
        person.save(update_fields=["username_folded", "email_folded"])
        taken.add(form)


class Migration(migrations.Migration):

    dependencies = [
        ('newsroom', '0005_throttle_rows'),
    ]

    operations = [
        migrations.AlterModelManagers(
            name='staff',
            managers=[
            ],
        ),
        migrations.AddField(
            model_name='staff',
            name='email_folded',
            field=models.CharField(blank=True, db_default='', db_index=True, editable=False, max_length=300),
        ),
        migrations.AddField(
            model_name='staff',
            name='username_folded',
            field=models.CharField(blank=True, editable=False, max_length=300, null=True, unique=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
