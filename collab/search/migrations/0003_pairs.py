"""Pairs of characters and how many documents have them; fill them for documents of before by `manage.py rebuild_search`."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("CREATE VIRTUAL TABLE search_pair USING fts5(words, tokenize = 'unicode61 remove_diacritics 0')")
        schema_editor.execute("CREATE VIRTUAL TABLE search_pair_count USING fts5vocab(search_pair, row)")


def unmake(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE search_pair_count")
        schema_editor.execute("DROP TABLE search_pair")


class Migration(migrations.Migration):
    dependencies = [("search", "0002_index")]
    operations = [migrations.RunPython(make, unmake)]
