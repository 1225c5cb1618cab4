"""What the admin calls many of a kind; no table changes."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('guarantors', '0012_signed_in'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='auditentry',
            options={'ordering': ['-at', '-pk'], 'verbose_name_plural': 'audit entries'},
        ),
        migrations.AlterModelOptions(
            name='delivery',
            options={'ordering': ['change_id', 'pk'], 'verbose_name_plural': 'deliveries'},
        ),
        migrations.AlterModelOptions(
            name='evidence',
            options={'ordering': ['position'], 'verbose_name_plural': 'evidence'},
        ),
    ]
