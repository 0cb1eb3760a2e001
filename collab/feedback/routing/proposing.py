"""For which office a matter is: naive Bayes over its words, beside the duties of the offices and the centre's catalogue.

The score of an office is a sum of logarithms of odds, one for each word, against the city as a whole; so each word says
for itself how much it spoke for the office. Nothing is hidden, nothing is decided: the centre chooses.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from math import exp, log

from collab.departments.models import Department

from ..lifecycle import Ground
from ..models import Hint, Tally, WordCount
from ..models.hint import Sort
from .homophones import meant
from .words import plain, words_of

SMOOTHING = 1000, 6  # words lent to each office, at most this part of all, so that little experience says little
DUTY = 3  # cases that a word among an office's duties is worth
PRIOR = 0.5  # how much it counts that an office has many cases anyway
TITLE = 2  # times that a word of the title counts
SOFT = (
    4  # by which scores are divided before they become shares; words that stand together are no independent witnesses
)
SPOKEN, PART = 2.5, 4  # an office that so much speaks for, and a quarter of what speaks for the first, may help it
HELPERS, SHOWN, WHY = 2, 5, 6


@dataclass(frozen=True, slots=True)
class Why:
    """One word, and by how much it spoke for the office. `said` is what stands in the text, where that is another word."""

    word: str
    weight: float
    said: str = ""


@dataclass(slots=True)
class Ranked:
    office: Department
    score: float = 0.0
    share: float = 0.0
    why: list[Why] = field(default_factory=list)

    @property
    def percent(self) -> int:
        return round(100 * self.share)


@dataclass(slots=True)
class Proposal:
    """`ground` is a ground for not accepting the matter at all, with the words that say so."""

    ranked: list[Ranked] = field(default_factory=list)
    helpers: list[Ranked] = field(default_factory=list)
    ground: str = ""
    signs: list[str] = field(default_factory=list)

    @property
    def lead(self) -> Ranked | None:
        return self.ranked[0] if self.ranked else None

    @property
    def ground_label(self) -> str:
        return str(Ground(self.ground).label) if self.ground else ""


def propose(title: str, text: str, kind: str = "", place: str = "") -> Proposal:
    """Four queries, however many cases the city has seen. Nothing known speaks for any office: no office is ranked."""
    hints = Hint.current()
    whole = plain(f"{title}\n{text}\n{place}")
    heard = meant(whole, {hint.word for hint in hints if hint.sort == Sort.WORD})
    for said, term in heard.items():
        whole, title = whole.replace(said, term), plain(title).replace(said, term)
    said_as = {term: said for said, term in heard.items()}
    offices = {office.pk: Ranked(office) for office in Department.objects.open().exclude(parent=None)}
    _weigh_words(offices, plain(title), whole)
    areas, proposal = _weigh_hints(offices, hints, plain(title), whole, kind, said_as), Proposal()
    _weigh_grounds(proposal, hints, whole)
    spoken = [one for one in offices.values() if any(why.weight > 0 for why in one.why)]
    spoken.sort(key=lambda one: -one.score)
    for one in spoken:
        one.why = sorted((why for why in one.why if why.weight > 0.05), key=lambda why: -why.weight)[:WHY]
    total = sum(exp((one.score - spoken[0].score) / SOFT) for one in spoken)
    for one in spoken:
        one.share = exp((one.score - spoken[0].score) / SOFT) / total
    proposal.ranked = spoken[:SHOWN]
    enough = max(SPOKEN, spoken[0].score / PART) if spoken else SPOKEN
    near = [one for one in spoken[1:] if one.score >= enough and one.office.pk not in areas]
    proposal.helpers = [*near[:HELPERS], *(one for one in spoken[1:] if one.office.pk in areas)][:HELPERS]
    return proposal


def _weigh_words(offices: dict[int, Ranked], title: str, whole: str) -> None:
    """What past cases and the duties say of each word."""
    words = words_of(whole)
    times = dict.fromkeys(words, 1) | dict.fromkeys(words_of(title), TITLE)
    counts: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    sizes: dict[int, int] = defaultdict(int)
    cases: dict[int, int] = defaultdict(int)
    for tally in Tally.objects.all():
        sizes[tally.department_id], cases[tally.department_id] = tally.words, tally.cases
    known_words = WordCount.objects.filter(word__in=words, department__in=list(offices))
    for word, office, number in known_words.values_list("word", "department_id", "cases"):
        counts[word][office] += number
    for pk, one in offices.items():
        duties = words_of(f"{one.office.duties_zh}\n{one.office.duties_en}")
        sizes[pk] += DUTY * len(duties)
        for word in duties:
            counts[word][pk] += DUTY
    known = [pk for pk in offices if sizes[pk]]
    everything, all_cases = sum(sizes[pk] for pk in known) or 1, sum(cases[pk] for pk in known)
    for pk in known:
        offices[pk].score += PRIOR * log((cases[pk] + 1) * len(known) / (all_cases + len(known)))
    lent = min(SMOOTHING[0], everything / SMOOTHING[1])
    for word in times:
        if not (stands := sum(counts[word].values())):
            continue
        usual = stands / everything
        for pk in known:
            odds = times[word] * log((counts[word][pk] + lent * usual) / ((sizes[pk] + lent) * usual))
            offices[pk].score += odds
            offices[pk].why.append(Why(word, odds))


def _weigh_hints(
    offices: dict[int, Ranked], hints: list[Hint], title: str, whole: str, kind: str, said_as: dict[str, str]
) -> set[int]:  # fmt: skip
    """What the catalogue says; a word of the title counts half as much again. The offices that only a place spoke for."""
    by_place: set[int] = set()
    by_word: set[int] = set()
    for hint in hints:
        if hint.department_id not in offices:
            continue
        if hint.word == kind if hint.sort == Sort.KIND else hint.word in whole:
            weight = hint.weight * (1.5 if hint.sort == Sort.WORD and hint.word in title else 1)
            offices[hint.department_id].score += weight
            offices[hint.department_id].why.append(Why(hint.shown, weight, said_as.get(hint.word, "")))
            (by_place if hint.sort == Sort.PLACE else by_word).add(hint.department_id)
    return by_place - by_word


def _weigh_grounds(proposal: Proposal, hints: list[Hint], whole: str) -> None:
    found: dict[str, list[Hint]] = defaultdict(list)
    for hint in hints:
        if hint.ground and hint.sort != Sort.KIND and hint.word in whole:
            found[hint.ground].append(hint)
    if found:
        proposal.ground = max(found, key=lambda ground: sum(hint.weight for hint in found[ground]))
        proposal.signs = [hint.word for hint in found[proposal.ground]]
