"""The database itself refuses to change or remove what was written down; only the empty seal may be filled, once."""

from django.db import migrations

SQLITE = [
    """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit_logentry
       BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END""",
    """CREATE TRIGGER audit_no_change BEFORE UPDATE ON audit_logentry
       WHEN OLD.hash <> '' OR NEW.at IS NOT OLD.at OR NEW.actor <> OLD.actor OR NEW.verb <> OLD.verb
            OR NEW.object <> OLD.object OR NEW.detail IS NOT OLD.detail OR NEW.origin <> OLD.origin
       BEGIN SELECT RAISE(ABORT, 'the audit trail is append only'); END""",
]
POSTGRES = [
    """CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF TG_OP = 'UPDATE' AND OLD.hash = '' AND ROW(NEW.at, NEW.actor, NEW.verb, NEW.object, NEW.detail, NEW.origin)
            IS NOT DISTINCT FROM ROW(OLD.at, OLD.actor, OLD.verb, OLD.object, OLD.detail, OLD.origin) THEN
           RETURN NEW;
         END IF;
         RAISE EXCEPTION 'the audit trail is append only';
       END $$""",
    """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_logentry
       FOR EACH ROW EXECUTE FUNCTION audit_refuse()""",
]


def forbid(apps, schema_editor):
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_no_delete")
        schema_editor.execute("DROP TRIGGER audit_no_change")
    else:
        schema_editor.execute("DROP TRIGGER audit_append_only ON audit_logentry")
        schema_editor.execute("DROP FUNCTION audit_refuse()")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
