"""Migrations are safe while the code before them still answers (docs/operators/upgrading.md)."""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.models import NOT_PROVIDED

# Migrations up to these numbers are part of the first release, which no older code runs beside.
FIRST_RELEASE = {"articles": 30, "newsroom": 15}
NEVER = (
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.AlterUniqueTogether,
)


def unsafe(migration, state):
    """Sentences on what breaks code that does not know the migration. Moves the state on.

    A migration says in `old_code_knows_nothing_of` which fields and models the release before it
    has stopped to use, and in `old_code_keeps` which constraints it obeys already.
    """
    app, found = migration.app_label, []
    made = {
        op.name_lower
        for op in migration.operations
        if isinstance(op, migrations.CreateModel)
    }
    for operation in migration.operations:
        if getattr(operation, "model_name", "").lower() not in made:
            found += _sentences(operation, migration, state)
        operation.state_forwards(app, state)
    return [f"{app}.{migration.name}: {sentence}" for sentence in found]


def _sentences(operation, migration, state):
    name = _name(operation)
    forgotten = name in getattr(migration, "old_code_knows_nothing_of", ())
    kept = getattr(operation, "constraint", None)
    if isinstance(operation, NEVER):
        yield f"{type(operation).__name__} of {name}: add a new one beside it"
    elif isinstance(operation, migrations.AddField) and not _is_filled(operation.field):
        yield f"{name} needs null=True or db_default: old code inserts rows without it"
    elif (
        isinstance(operation, (migrations.RemoveField, migrations.DeleteModel))
        and not forgotten
    ):
        yield f"{name} is still asked for by old code: take it out one release earlier"
    elif isinstance(operation, migrations.AlterField):
        before = state.models[migration.app_label, operation.model_name_lower]
        yield from _narrower(name, before.fields[operation.name], operation.field)
    elif kept is not None and kept.name not in getattr(migration, "old_code_keeps", ()):
        yield f"{kept.name} may refuse what old code writes"


def _name(operation):
    words = (getattr(operation, "model_name", ""), getattr(operation, "name", ""))
    return ".".join(word for word in words if word).lower()


def _is_filled(field):
    return field.null or field.many_to_many or field.db_default is not NOT_PROVIDED


def _narrower(name, before, after):
    if before.get_internal_type() != after.get_internal_type():
        yield f"{name} changes its type"
    if before.null and not after.null and after.db_default is NOT_PROVIDED:
        yield f"{name} takes no null any more"
    if (after.max_length or 10**9) < (before.max_length or 10**9):
        yield f"{name} becomes shorter"
    if after.unique and not before.unique:
        yield f"{name} becomes unique"


def findings(released):
    loader, found = MigrationLoader(None), []
    for (app, name), migration in loader.graph.nodes.items():
        if app in released and int(name[:4]) > released[app]:
            found += unsafe(migration, loader.project_state((app, name), at_end=False))
    return found


def test_old_code_can_go_on_beside_every_migration():
    assert findings(FIRST_RELEASE) == []


# The rule itself


@pytest.fixture
def state():
    state = migrations.state.ProjectState()
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=50, null=True)),
    ]
    migrations.CreateModel("Thing", fields).state_forwards("articles", state)
    return state


def said(state, *operations, **words):
    migration = migrations.Migration("0099_next", "articles")
    migration.operations = list(operations)
    vars(migration).update(words)
    return [sentence.partition(": ")[2] for sentence in unsafe(migration, state)]


TEXT = models.CharField(max_length=50, default="")


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("thing", "more", models.CharField(max_length=5, null=True)),
        migrations.AddField("thing", "more", models.CharField(max_length=5, db_default="")),
        migrations.AlterField("thing", "name", models.CharField(max_length=90, null=True)),
        migrations.AddIndex("thing", models.Index(fields=["name"], name="thing_name")),
        migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop),
    ],
)
def test_what_old_code_does_not_notice_is_safe(state, operation):
    assert said(state, operation) == []


@pytest.mark.parametrize(
    ("operation", "sentence"),
    [
        (
            migrations.AddField("thing", "more", TEXT),
            "thing.more needs null=True or db_default: old code inserts rows without it",
        ),
        (
            migrations.RemoveField("thing", "name"),
            "thing.name is still asked for by old code: take it out one release earlier",
        ),
        (
            migrations.DeleteModel("thing"),
            "thing is still asked for by old code: take it out one release earlier",
        ),
        (
            migrations.AlterField(
                "thing", "name", models.CharField(max_length=9, null=True)
            ),
            "thing.name becomes shorter",
        ),
        (migrations.AlterField("thing", "name", TEXT), "thing.name takes no null any more"),
        (
            migrations.AlterField("thing", "name", models.TextField(null=True)),
            "thing.name changes its type",
        ),
        (
            migrations.AddConstraint(
                "thing", models.UniqueConstraint(fields=["name"], name="thing_once")
            ),
            "thing_once may refuse what old code writes",
        ),
    ],
)
def test_what_old_code_breaks_on_is_named(state, operation, sentence):
    assert said(state, operation) == [sentence]


def test_renaming_is_refused(state):
    (sentence,) = said(state, migrations.RenameField("thing", "name", "title"))

    assert sentence.startswith("RenameField of thing")


def test_the_second_step_says_that_the_first_was_taken(state):
    operation = migrations.RemoveField("thing", "name")

    assert said(state, operation, old_code_knows_nothing_of=("thing.name",)) == []


def test_a_table_made_by_the_same_migration_is_nobody_elses(state):
    fields = [("id", models.BigAutoField(primary_key=True))]

    assert (
        said(
            state,
            migrations.CreateModel("New", fields),
            migrations.AddField("new", "a", TEXT),
        )
        == []
    )
