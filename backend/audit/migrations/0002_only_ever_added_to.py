"""Triggers that let lines be added to the log and refuse everything else, on both databases."""

from typing import Any

from django.db import migrations

SQLITE = [
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit_auditentry BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_auditentry BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
    "CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit_auditentry WHEN EXISTS "
    "(SELECT 1 FROM audit_auditentry WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END",
]
POSTGRESQL = [
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$",
    "CREATE TRIGGER audit_only_added_to BEFORE UPDATE OR DELETE ON audit_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_not_truncated BEFORE TRUNCATE ON audit_auditentry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
]


def guard(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias != "default":
        return
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unguard(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.alias != "default":
        return
    if schema_editor.connection.vendor == "sqlite":
        for name in ("audit_no_update", "audit_no_delete", "audit_no_replace"):
            schema_editor.execute(f"DROP TRIGGER {name}")
    else:
        schema_editor.execute("DROP TRIGGER audit_only_added_to ON audit_auditentry")
        schema_editor.execute("DROP TRIGGER audit_not_truncated ON audit_auditentry")
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_the_log")]
    operations = [migrations.RunPython(guard, unguard)]
