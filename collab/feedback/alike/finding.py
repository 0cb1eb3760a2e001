"""Cases that may be the same matter as another, with the reasons; and what a writer may want to follow instead."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.timezone import localdate

from collab.live.viewer import Viewer

from ..lifecycle import State
from ..models import Case, Mark
from .marks import likeness, places_in, shared_words, traits_of

COMPARED = 60  # cases that are compared in full
SHOWN, WORDS = 8, 6
SURE, LIKELY, HARDLY = 0.8, 0.2, 0.1  # likeness: of the same text; of the same matter; if place or person are the same
OWN = 100  # cases of one person that are looked at
GONE = (State.WITHDRAWN, State.REJECTED)


@dataclass(slots=True)
class Candidate:
    """Another case with all that speaks for its being the same matter. `days` of the calendar lie between the two."""

    case: Case
    likeness: float
    words: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    same_person: bool = False
    days: int = 0

    @property
    def percent(self) -> int:
        return round(100 * self.likeness)

    @property
    def is_sure(self) -> bool:
        return self.likeness >= SURE


def candidates_for(case: Case, viewer: Viewer) -> list[Candidate]:
    """Cases that this member of staff may see and that may be the same matter, the likeliest first. Four queries at most."""
    words = set(traits_of(case.title, case.text))
    near = Mark.nearest(words, COMPARED)
    found = Case.objects.visible_to(viewer).filter(Q(pk__in=near) | Q(party=case.party) & ~Q(party=""))
    others = found.exclude(pk=case.pk).exclude(state__in=GONE).select_related("department").order_by("-pk")
    compared = [_compare(case, words, other) for other in others[: COMPARED + OWN]]
    kept = [one for one in compared if one.likeness >= _floor(one)]
    return sorted(kept, key=lambda one: (-one.likeness, -one.case.pk))[:SHOWN]


def _compare(case: Case, words: set[str], other: Case) -> Candidate:
    theirs = set(traits_of(other.title, other.text))
    return Candidate(
        other,
        likeness(words, theirs),
        shared_words(f"{case.title}\n{case.text}", words & theirs)[:WORDS],
        sorted(places_in(f"{case.title} {case.text}") & places_in(f"{other.title} {other.text}")),
        bool(case.party) and case.party == other.party,
        abs((localdate(case.received_at) - localdate(other.received_at)).days),
    )


def _floor(one: Candidate) -> float:
    return HARDLY if one.places or one.same_person else LIKELY


def own_alike(text: str, viewer: Viewer) -> list[Case]:
    """The writer's own cases that this text may repeat, the likeliest first."""
    words = set(traits_of("", text))
    own = Case.objects.own(viewer).exclude(state__in=GONE).order_by("-pk")[:OWN] if len(words) > 2 else []
    scored = [(_contained(words, set(traits_of(case.title, case.text))), case) for case in own]
    best = sorted((pair for pair in scored if pair[0] >= 0.4), key=lambda pair: (-pair[0], -pair[1].pk))
    return [case for _score, case in best[:3]]


def _contained(words: set[str], theirs: set[str]) -> float:
    """What is half typed is compared by what of it stands there already."""
    return len(words & theirs) / len(words)
