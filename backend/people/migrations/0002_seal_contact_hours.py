from django.db import migrations

from backend.vault.fields import EncryptedText, Sealed


def seal(apps, schema_editor):
    """Safe hours say when somebody is away from home: they belong under her key like the rest of her."""
    for row in apps.get_model("people", "Survivor").objects.all():
        row.key_owner_id = row.pk
        row.contact_hours = row.hours_in_clear
        row.save(update_fields=["contact_hours"])


class Migration(migrations.Migration):
    dependencies = [("people", "0001_survivors_and_persons")]

    operations = [
        migrations.RenameField("survivor", "contact_hours", "hours_in_clear"),
        migrations.AddField(
            "survivor", "contact_hours", EncryptedText(blank=True, default=Sealed(b"")), preserve_default=False
        ),
        migrations.RunPython(seal, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField("survivor", "hours_in_clear"),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField("survivor", "contact_hours", EncryptedText(blank=True))]
        ),
    ]
