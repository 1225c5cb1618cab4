"""The digests of the journal's acts; `actions.journal.complete` gives them to the acts that are there already."""

from django.db import migrations, models


def unguard(apps, schema_editor):
    """Triggers name the columns, which SQLite then refuses to drop; they are made anew after every migration."""
    where = " ON guarantors_change" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS guarantors_change_no_update{where}")


class Migration(migrations.Migration):
    dependencies = [
        ("guarantors", "0009_closed_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="change",
            name="content",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name="change",
            name="digest",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.RunPython(migrations.RunPython.noop, unguard),
    ]
