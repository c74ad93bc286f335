"""SQLite's INSERT OR REPLACE could take a line's place under a new id when recursive triggers are off."""

from typing import Any

from django.db import migrations


def guard(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias == "default" and schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE TRIGGER audit_no_replace_by_place BEFORE INSERT ON audit_auditentry WHEN EXISTS "
            "(SELECT 1 FROM audit_auditentry WHERE chain = NEW.chain AND seq = NEW.seq) "
            "BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END"
        )


def unguard(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias == "default" and schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_no_replace_by_place")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_only_ever_added_to")]
    operations = [migrations.RunPython(guard, unguard)]
