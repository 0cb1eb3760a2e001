"""The full-text index beside the documents: FTS5 in SQLite, a tsvector with GIN in PostgreSQL."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE search_index USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 0')")
    else:
        schema_editor.execute("CREATE TABLE search_index (id bigint PRIMARY KEY, vector tsvector NOT NULL)")
        schema_editor.execute("CREATE INDEX search_index_vector ON search_index USING gin (vector)")


def unmake(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_index")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, unmake)]
