"""The figures of one group of cases, and what of them is shown."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .median import median_of

LEVELS = (5, 4, 3, 2, 1)
BAD = ("r1", "r2")
# three groups of people stand behind the figures of a cell; each is shown or hidden as a whole
RECEIVED, ANSWERED, RATED = "received", "answered", "rated"
GROUPS = (RECEIVED, ANSWERED, RATED)
WORDS = {
    RECEIVED: ("received", "answered", "open", "refused", "ended", "merged", "reopened", "contested"),
    ANSWERED: ("in_time",),  # and d0, d1, ...: how many were answered within so many working days
    RATED: (*(f"r{level}" for level in LEVELS), "fixed"),
}
GROUP_OF = {word: group for group, words in WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Cell:
    """`counts` by the words of WORDS and d0, d1, ...; `hidden` are the groups of which nothing may be shown."""

    counts: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    def size(self, group: str) -> int:
        """How many people stand behind the figures of this group."""
        if group == RATED:
            return sum(self.counts.get(f"r{level}", 0) for level in LEVELS)
        return self.counts.get(group, 0)

    def shown(self, word: str) -> int | None:
        """None where it is hidden. Raises KeyError for what is no word of these."""
        group = GROUP_OF[word]
        return None if group in self.hidden else self.counts.get(word, 0)

    __getitem__ = shown  # so that a page says `cell.received`

    @property
    def days(self) -> dict[int, int] | None:
        """How many were answered within so many working days."""
        if ANSWERED in self.hidden:
            return None
        found = {int(word[1:]): number for word, number in self.counts.items() if word[0] == "d" and number}
        return dict(sorted(found.items()))

    def as_shown(self) -> "Cell":
        """Without what is hidden: nothing of it goes any further."""
        kept = {word for group in GROUPS if group not in self.hidden for word in WORDS[group]}
        days = ANSWERED not in self.hidden
        counts = {word: n for word, n in self.counts.items() if word in kept or (days and word[0] == "d")}
        return Cell(counts, self.hidden)

    # --- what is worked out of it

    @property
    def matters(self) -> int | None:
        """Received, those counted once that were handled together with another."""
        return None if RECEIVED in self.hidden else self.counts.get("received", 0) - self.counts.get("merged", 0)

    @property
    def percent_in_time(self) -> int | None:
        return self._percent(self.shown("in_time"), self.counts.get("answered", 0) if self.days is not None else 0)

    @property
    def median_days(self) -> float | None:
        return median_of(self.days or {})

    @property
    def rated(self) -> int | None:
        return None if RATED in self.hidden else self.size(RATED)

    @property
    def bad(self) -> int | None:
        return None if RATED in self.hidden else sum(self.counts.get(word, 0) for word in BAD)

    @property
    def percent_content(self) -> int | None:
        """Of those who rated, who was not dissatisfied."""
        return self._percent((self.rated or 0) - (self.bad or 0), self.rated or 0)

    @property
    def levels(self) -> list[tuple[int, int]]:
        """Five levels, the best first."""
        return [] if RATED in self.hidden else [(level, self.counts.get(f"r{level}", 0)) for level in LEVELS]

    def _percent(self, part: int | None, whole: int) -> int | None:
        return round(100 * part / whole) if whole and part is not None else None


def together(cells: Iterable[Cell]) -> Cell:
    """Their sum; hidden is what is hidden in any of them."""
    counts: Counter[str] = Counter()
    hidden: frozenset[str] = frozenset()
    for cell in cells:
        counts.update(cell.counts)
        hidden |= cell.hidden
    return Cell(counts, hidden)


def within(inside: list[Cell], outside: list[Cell], whole: Cell) -> Cell:
    """The sum of `inside`; where something of it is hidden, what is left of the whole without `outside`, if that is known."""
    added, rest = together(inside), together(outside)
    counts, hidden = {}, set()
    for group in GROUPS:
        if group not in added.hidden:
            counts |= _of(added, group)
        elif group in rest.hidden or group in whole.hidden:
            hidden.add(group)
        else:
            left = Counter(_of(whole, group))
            left.subtract(_of(rest, group))
            counts |= {word: number for word, number in left.items() if number}
    return Cell(counts, frozenset(hidden))


def _of(cell: Cell, group: str) -> dict[str, int]:
    return {
        word: number for word, number in cell.counts.items()
        if word in WORDS[group] or (group == ANSWERED and word[0] == "d")
    }  # fmt: skip
