"""One index over all that can be found; rights stand in the query."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from django.db import connection, models, transaction
from django.utils import timezone

from collab.accounts.guests import parties
from collab.departments.models import Department
from collab.departments.rights import grants_of, within
from collab.live.viewer import Viewer

from .pairs import drop, keep, nearest

CLOSE = 20  # documents that are compared in full with a half-typed question
COMPARED = 600  # characters of a document's text that count for its likeness
MOST = 2_000  # hits that are ranked; nobody turns a hundredth page
PUBLIC = "public"
_TOKEN = re.compile(r"[㐀-鿿]|[^\W_㐀-鿿]+")
READERS = frozenset({"handler", "official"})
COMMON = frozenset("的了是在我有和就不也都到要去你会着没看好自己这吗呢怎么请问可以什么多少能不能")


class Document(models.Model):
    """`audience` is `public`, `staff`, `dept:<path>` (who works there or above) or `party:<key>`."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=300)
    language = models.CharField(max_length=10, default="zh-hans")
    department = models.CharField(max_length=20, blank=True)
    audience = models.CharField(max_length=40, default=PUBLIC)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="document_once")]
        indexes = [models.Index(fields=["audience", "kind", "-at"])]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits and how many there are in all."""

    hits: list[Document]
    total: int


def words_of(text: str) -> list[str]:
    """社保 OK becomes 社, 保, ok."""
    return _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())


def phrases_of(query: str) -> list[list[str]]:
    """What must be found together: each run of the query between blanks and signs is one phrase."""
    return [words for part in re.split(r"[\s,,。、?!?!;;]+", query) if (words := words_of(part))][:8]


def index(
    *, kind: str, key: str, title: str, text: str, url: str, language: str = "zh-hans", department: str = "",
    audience: str = PUBLIC, at: datetime | None = None,
) -> None:  # fmt: skip
    """Put into the index or replace, in the caller's transaction."""
    facts = {
        "title": title[:200], "text": text, "url": url, "language": language, "department": department,
        "audience": audience, "at": at or timezone.now(),
    }  # fmt: skip
    with transaction.atomic():
        document, _made = Document.objects.update_or_create(kind=kind, key=key, defaults=facts)
        _fill(document)


def forget(*, kind: str, key: str) -> None:
    """Gone from the index with the caller's transaction."""
    with transaction.atomic():
        for document in Document.objects.filter(kind=kind, key=key):
            _drop(document.pk)
            document.delete()


def find(
    query: str, viewer: Viewer, *, kinds: Iterable[str] = (), department: str = "", limit: int = 20, offset: int = 0
) -> Found:
    """What the viewer may see that has every phrase of the query, best first."""
    phrases = phrases_of(query)
    if not phrases:
        return Found([], 0)
    readable = audiences_of(viewer)
    allowed = Document.objects.filter(audience__in=readable)
    if kinds:
        allowed = allowed.filter(kind__in=list(kinds))
    if department:
        allowed = allowed.filter(department=department)
    ranked = _match(" AND ".join(_phrase(words) for words in phrases), allowed, MOST)
    shown = Document.objects.in_bulk(ranked[offset : offset + limit])
    hits = [shown[pk] for pk in ranked[offset : offset + limit] if pk in shown and shown[pk].audience in readable]
    return Found(hits, len(ranked))


def suggest(text: str, *, kind: str = "reply", limit: int = 3) -> list[Document]:
    """Public documents that share the most with a half-typed question; none rather than something far away."""
    pairs = _pairs(text)
    if not pairs:
        return []
    offered = Document.objects.filter(kind=kind, audience=PUBLIC)
    if connection.vendor == "sqlite":
        ranked = nearest(pairs, *offered.values("pk").query.sql_with_params(), CLOSE)
    else:
        ranked = _match(" OR ".join(_phrase(pair) for pair in pairs), offered, CLOSE)
    documents = offered.filter(pk__in=ranked)
    floor = max(1, round(len(pairs) * 0.3))
    scored = [(_shared(document, pairs), -ranked.index(document.pk), document) for document in documents]
    best = sorted((entry for entry in scored if entry[0] >= floor), key=lambda entry: entry[:2], reverse=True)
    once = {document.title: document for _score, _rank, document in reversed(best)}
    return [document for _score, _rank, document in best if once[document.title] is document][:limit]


def _pairs(text: str) -> list[list[str]]:
    """Neighbouring characters, or whole Latin words; the commonest left out, at most 24."""
    words = words_of(text)[:80]
    pairs = []
    for first, second in zip_longest(words, words[1:], fillvalue=""):
        if len(first) > 2:
            pairs.append([first])
        elif len(first) == 1 and len(second) == 1 and not ({first, second} & COMMON):
            pairs.append([first, second])
    unique = {tuple(pair): pair for pair in pairs}
    return list(unique.values())[:24]


def _shared(document: Document, pairs: list[list[str]]) -> int:
    title = words_of(document.title)
    own = " ".join([*title, *words_of(document.text[:COMPARED])])
    head = " ".join(title)
    return sum((" ".join(pair) in own) + (" ".join(pair) in head) for pair in pairs)


def audiences_of(viewer: Viewer) -> list[str]:
    """Whose documents the viewer may read: who works on an office's cases reads those of the office and of all below it."""
    readable = [PUBLIC, *(f"party:{key}" for key in parties(viewer))]
    if viewer.staff and (grants := grants_of(viewer)):
        readable.append("staff")
        paths = [path for role, path in grants if role in READERS]
        readable += [f"dept:{path}" for path in Department.objects.filter(within(paths)).values_list("path", flat=True)]
    return readable


def _phrase(words: list[str]) -> str:
    """Words come from `words_of`: letters and digits alone, so that nothing of the query language can be typed."""
    if connection.vendor == "sqlite":
        return '"' + " ".join(words) + '"'
    return "(" + " <-> ".join(f"'{word}'" for word in words) + ")"


def _match(expression: str, allowed: models.QuerySet[Document], limit: int) -> list[int]:
    """Numbers of matching documents among the allowed, best first; a title counts four times.

    The plus sign keeps SQLite from asking the full-text index once for each allowed document.
    """
    if connection.vendor == "sqlite":
        matching, rank, words = "search_index MATCH %s", "bm25(search_index, 4.0, 1.0)", [expression]
    else:
        query = expression.replace(" AND ", " & ").replace(" OR ", " | ")
        matching = "search_index.vector @@ to_tsquery('simple', %s)"
        rank, words = "-ts_rank(search_index.vector, to_tsquery('simple', %s))", [query]
    column = "rowid" if connection.vendor == "sqlite" else "id"
    chosen, facts = allowed.values("pk").query.sql_with_params()
    ranked = words if connection.vendor != "sqlite" else []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT search_index.{column} FROM search_index WHERE {matching} AND +search_index.{column} IN ({chosen})"
            f" ORDER BY {rank} LIMIT %s",
            [*words, *facts, *ranked, limit],
        )
        return [row[0] for row in cursor.fetchall()]


def refill() -> int:
    """Build the full-text index anew from the documents; how many there are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_index")
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM search_pair")
        count = 0
        for document in Document.objects.order_by("pk").iterator(500):
            _fill(document)
            count += 1
    return count


def _fill(document: Document) -> None:
    title, text = " ".join(words_of(document.title)), " ".join(words_of(document.text))
    _drop(document.pk)
    keep(document.pk, [*title.split(), *text.split()])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO search_index (rowid, title, text) VALUES (%s, %s, %s)", [document.pk, title, text]
            )
        else:
            cursor.execute(
                "INSERT INTO search_index (id, vector) VALUES (%s, setweight(to_tsvector('simple', %s), 'A')"
                " || setweight(to_tsvector('simple', %s), 'C'))",
                [document.pk, title, text],
            )


def _drop(pk: int) -> None:
    drop(pk)
    column = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM search_index WHERE {column} = %s", [pk])
