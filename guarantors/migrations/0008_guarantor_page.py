"""What the page of one guarantor reads by: the statements of an actor in order of time, and two indexes of its records."""

import django.db.models.deletion
from django.db import migrations, models

# As `models.search.position` has it: bits 41 and up hold the day, the next 9 the place within it, the last 32 the id.
DAY = {
    "sqlite": "CAST(julianday(version.said_last) - 1721424.5 AS INTEGER)",
    "postgresql": "(version.said_last - DATE '0001-01-01' + 1)::bigint",
}
FILL = """
UPDATE guarantors_statementactor SET proposal_id = found.proposal_id, place = found.place
FROM (
  SELECT version.id, statement.proposal_id,
         ({day} * 512 + CASE WHEN version.sequence > 511 THEN 511 ELSE version.sequence END) * 4294967296
         + version.id AS place
  FROM guarantors_statementversion version JOIN guarantors_statement statement ON statement.id = version.statement_id
) found
WHERE found.id = guarantors_statementactor.version_id
"""
TRIGGERS = ("guarantors_statementactor_no_update", "guarantors_statementactor_no_delete")
OF_THE_TABLE = {"sqlite": "", "postgresql": " ON guarantors_statementactor"}


def fill(apps, schema_editor):
    """Each row gets what its version says; the triggers that refuse it are made anew when the migration has ended."""
    vendor = schema_editor.connection.vendor
    for name in TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{OF_THE_TABLE[vendor]}")
    schema_editor.execute(FILL.format(day=DAY[vendor]))
    if vendor == "postgresql":  # else the table cannot be altered while references of these rows wait to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ("guarantors", "0007_gists"),
    ]

    operations = [
        migrations.AddField(
            model_name="statementactor",
            name="proposal",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="guarantors.proposal",
            ),
        ),
        migrations.AddField(
            model_name="statementactor",
            name="place",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="statementactor",
            name="proposal",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="guarantors.proposal",
            ),
        ),
        migrations.AlterField(
            model_name="statementactor",
            name="place",
            field=models.BigIntegerField(),
        ),
        migrations.AddIndex(
            model_name="statementactor",
            index=models.Index(fields=["proposal", "actor", "place"], name="spoken_for_by_day"),
        ),
        migrations.AddIndex(
            model_name="stancerecord",
            index=models.Index(
                fields=[
                    "guarantor",
                    "-effective_day",
                    "-sequence",
                    "-recorded_at",
                    "-id",
                    "superseded_at",
                    "provision",
                ],
                name="stance_of_a_guarantor",
            ),
        ),
        migrations.AddIndex(
            model_name="stancerecord",
            index=models.Index(
                condition=models.Q(("superseded_at__isnull", False)),
                fields=["guarantor", "-superseded_at", "-id"],
                name="stance_closed_of_a_guarantor",
            ),
        ),
        migrations.AddField(
            model_name="saidgist",
            name="counts",
            field=models.TextField(default="{}"),
        ),
    ]
