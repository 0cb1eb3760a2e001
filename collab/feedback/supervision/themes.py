"""What people write about: words that rise, and places that come up again and again (ST-04)."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from ..alike.marks import places_in
from ..lifecycle import Kind
from ..models import Case
from ..routing.words import FILLERS, SMALL, plain

READ, BEFORE, MOST = 300, 28, 4000  # characters of a text, days before, cases that are read
LEAST, SHOWN, LISTED = 3, 12, 5
DULL = FILLERS | frozenset("几天早晚上下时候今明昨")  # characters with which no theme is named
_RUN = re.compile(r"[㐀-鿿]+|[a-z][a-z'-]{3,}")


@dataclass(frozen=True, slots=True)
class Theme:
    """`usual` is how many such cases so many days had before, on average; `cases` are (number, title), the newest first."""

    word: str
    count: int
    usual: float
    cases: tuple[tuple[str, str], ...]

    @property
    def rises(self) -> bool:
        return self.count >= 2 * max(self.usual, 1)


def themes(start: date, end: date) -> tuple[list[Theme], list[Theme]]:
    """(words, places) of the cases received in these days, those that rise most first. One query."""
    rows = _rows(start - timedelta(days=BEFORE), end)
    border = _at(start)
    now = [row for row in rows if row[0] >= border]
    before = [row for row in rows if row[0] < border]
    share = (end - start).days / BEFORE
    return _rising(now, before, share, _words), _rising(now, before, share, places_in)


type Rows = list[tuple[datetime, str, str, str]]


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_default_timezone())


def _rows(start: date, end: date) -> Rows:
    found = Case.objects.filter(received_at__gte=_at(start), received_at__lt=_at(end), confidential=False)
    chosen = found.exclude(kind=Kind.PRAISE).order_by("-received_at")
    return list(chosen.values_list("received_at", "number", "title", "text")[:MOST])


def _rising(now: Rows, before: Rows, share: float, parts: Callable[[str], set[str]]) -> list[Theme]:
    cases: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for _came, number, title, text in now:
        for part in parts(f"{title} {text[:READ]}"):
            cases[part].append((number, title))
    wanted = {part for part, found in cases.items() if len(found) >= LEAST}
    earlier: Counter[str] = Counter()
    for _came, _number, title, text in before:
        earlier.update(wanted & set(parts(f"{title} {text[:READ]}")))
    found = [
        Theme(part, len(cases[part]), round(earlier[part] * share, 1), tuple(cases[part][:LISTED]))
        for part in _longest({part: len(cases[part]) for part in wanted})
    ]
    return sorted(found, key=lambda one: (-one.count / (one.usual + 1), -one.count, one.word))[:SHOWN]


def _words(text: str) -> set[str]:
    """Two to four characters that stand together, and Latin words."""
    found: set[str] = set()
    for run in _RUN.findall(plain(text)):
        if run.isascii():
            if run not in SMALL:
                found.add(run)
            continue
        for length in (2, 3, 4):
            pieces = (run[at : at + length] for at in range(len(run) - length + 1))
            found.update(piece for piece in pieces if not DULL & {*piece})
    return found


def _longest(counts: dict[str, int]) -> Iterable[str]:
    """Without pieces of a longer word that comes up nearly as often: 电动车 stands for 电动 and 动车."""
    for part, count in counts.items():
        longer = (other for other in counts if len(other) > len(part) and part in other)
        if not any(counts[other] >= 0.7 * count for other in longer):
            yield part
