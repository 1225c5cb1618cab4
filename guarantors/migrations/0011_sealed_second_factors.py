"""Second factors that were kept in the clear are sealed."""

from django.db import migrations

from guarantors.actions import second_factors


def seal(apps, editor):
    second_factors.seal_all(apps.get_model("mfa", "Authenticator"))


def unseal(apps, editor):
    second_factors.open_all(apps.get_model("mfa", "Authenticator"))


class Migration(migrations.Migration):
    dependencies = [("guarantors", "0010_chain"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [migrations.RunPython(seal, unseal)]
