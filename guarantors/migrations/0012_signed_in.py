"""Sessions say whose they are, and passwords that were made for somebody until when they work."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import migrations, models
from django.utils import timezone


def take_over(apps, editor):
    """Who is signed in stays so; when they began is not known, and counts from now."""
    from guarantors.models.session import SessionStore

    earlier, people, moment = apps.get_model("sessions", "Session"), apps.get_model("auth", "User"), timezone.now()
    there = set(people.objects.values_list("pk", flat=True))
    for row in earlier.objects.filter(expire_date__gt=moment).iterator():
        whose = SessionStore().decode(row.session_data).get(SESSION_KEY, "")
        if whose.isdigit() and int(whose) in there:
            apps.get_model("guarantors", "Session").objects.create(
                session_key=row.session_key,
                session_data=row.session_data,
                expire_date=row.expire_date,
                user_id=int(whose),
                began_at=moment,
                used_at=moment,
            )
    earlier.objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("guarantors", "0011_sealed_second_factors"),
        ("sessions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstPassword",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="first_password",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("until", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("began_at", models.DateTimeField()),
                ("used_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "session", "verbose_name_plural": "sessions", "abstract": False},
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
