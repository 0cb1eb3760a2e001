"""Neighbouring characters, counted by SQLite: through the rarer ones it finds what resembles a half-typed question in milliseconds."""

from django.db import connection

WORDS = 400  # of a document that are compared
POSTINGS = 3_000  # places in the index that one question may visit; the time it takes grows with them


def keep(pk: int, words: list[str]) -> None:
    """Only in SQLite; PostgreSQL compares phrases of its one index."""
    if connection.vendor != "sqlite":
        return
    neighbours = ["".join(pair) for pair in zip(words[:WORDS], words[1 : WORDS + 1], strict=False)]
    alone = [word for word in words[:WORDS] if len(word) > 2]
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_pair (rowid, words) VALUES (%s, %s)", [pk, " ".join({*neighbours, *alone})])


def drop(pk: int) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_pair WHERE rowid = %s", [pk])


def nearest(pairs: list[list[str]], chosen: str, facts: tuple, limit: int) -> list[int]:
    """Numbers of documents among those that the query `chosen` selects, by the rarest pairs they share."""
    with connection.cursor() as cursor:
        counted = []
        for term in dict.fromkeys("".join(pair) for pair in pairs):
            cursor.execute("SELECT doc FROM search_pair_count WHERE term = %s", [term])
            if row := cursor.fetchone():
                counted.append((row[0], term))
        telling: list[str] = []
        visited = 0
        for count, term in sorted(counted):
            if telling and visited + count > POSTINGS:
                break
            telling.append(f'"{term}"')
            visited += count
        if not telling:
            return []
        cursor.execute(
            f"SELECT rowid FROM search_pair WHERE search_pair MATCH %s AND +rowid IN ({chosen})"
            " ORDER BY bm25(search_pair) LIMIT %s",
            [" OR ".join(telling), *facts, limit],
        )
        return [row[0] for row in cursor.fetchall()]
