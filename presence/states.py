"""From beats and choices to one word per person, and who may read it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from collab.departments.models import Grant
from collab.live import outlet
from collab.live.viewer import Viewer

from .models import VANISHED, Audience, Availability, Beat, Chosen

WORDS = {
    "available": _("Available"),
    "busy": _("Busy"),
    "away": _("Away"),
    "dnd": _("Do not disturb"),
    "interview": _("In an interview"),
    "offline": _("Offline"),
}


@dataclass(frozen=True, slots=True)
class State:
    """`state` is a key of WORDS; `n` of `m` visitors are being served; `mobile` when only a phone is connected."""

    state: str = "offline"
    text: str = ""
    n: int = 0
    m: int = 0
    mobile: bool = False

    @property
    def words(self) -> Any:
        if self.m and self.n:
            return format_lazy("{word} ({n}/{m})", word=WORDS[self.state], n=self.n, m=self.m)
        return WORDS[self.state]

    def frame(self) -> dict[str, Any]:
        return asdict(self)


OFFLINE = State()


def states_of(ids: Iterable[int], viewer: Viewer) -> dict[int, State]:
    """Of those whose availability the viewer may see; the others are missing. Three queries."""
    people = set(ids)
    choices = _choices(people)
    seen = {person for person in people if person == viewer.person_id}
    seen |= _visible(people - seen, choices, viewer)
    beats = _beats(seen)
    return {person: _worked_out(choices.get(person), beats.get(person, [])) for person in seen}


def true_states(ids: Iterable[int]) -> dict[int, State]:
    """Of all of them, whatever their privacy: for desks, never for pages. Two queries."""
    people = set(ids)
    choices, beats = _choices(people), _beats(people)
    return {person: _worked_out(choices.get(person), beats.get(person, [])) for person in people}


def here(ids: Iterable[int]) -> set[int]:
    """Those who could take a visitor, whatever their privacy: connected, neither away nor undisturbed."""
    return {person for person, state in true_states(ids).items() if state.state in {"available", "busy"}}


def vanished(ids: Iterable[int]) -> set[int]:
    """Those of whom nothing was heard for fifty seconds: longer than a tunnel, short enough to let nobody wait."""
    people = set(ids)
    parties = [f"p{person}" for person in people]
    heard = Beat.objects.lately(grace=VANISHED, life=VANISHED).filter(party__in=parties)
    return people - {int(party[1:]) for party in heard.values_list("party", flat=True)}


def is_here(person_id: int) -> bool:
    return bool(here([person_id]))


def set_load(person_id: int, n: int, m: int) -> None:
    """How many visitors somebody serves, of how many at most."""
    with transaction.atomic():
        if Availability.objects.filter(person_id=person_id, load=n, capacity=m).exists():
            return
        Availability.objects.update_or_create(person_id=person_id, defaults={"load": n, "capacity": m})
        outlet.presence(person_id)


def _choices(people: set[int]) -> dict[int, Availability]:
    return {one.person_id: one for one in Availability.objects.filter(person_id__in=people)} if people else {}


def _beats(people: set[int]) -> dict[int, list[Beat]]:
    found: dict[int, list[Beat]] = {}
    parties = [f"p{person}" for person in people]
    for beat in Beat.objects.living().filter(party__in=parties) if people else ():
        found.setdefault(int(beat.party[1:]), []).append(beat)
    return found


def _visible(people: set[int], choices: dict[int, Availability], viewer: Viewer) -> set[int]:
    """Who chose nothing shows it to signed-in readers as staff, to nobody as a citizen (ST-18: never public unasked)."""
    undecided = {one for one in people if one not in choices or not choices[one].visible_to}
    staff = (
        set(Grant.objects.current().filter(person_id__in=undecided).values_list("person_id", flat=True))
        if undecided
        else set()
    )
    audience = {one: choices[one].visible_to for one in people - undecided}
    audience |= {one: Audience.SIGNED_IN if one in staff else Audience.NOBODY for one in undecided}
    return {one for one in people if _reaches(audience[one], viewer)}


def _reaches(audience: str, viewer: Viewer) -> bool:
    match audience:
        case Audience.PUBLIC:
            return True
        case Audience.SIGNED_IN:
            return viewer.person_id is not None
        case Audience.COLLEAGUES:
            return viewer.staff
        case _:
            return False


def _worked_out(choice: Availability | None, beats: list[Beat]) -> State:
    if not beats:
        return OFFLINE
    choice = choice or Availability()
    chosen = choice.chosen if choice.holds else Chosen.AVAILABLE
    if chosen in {Chosen.DND, Chosen.INTERVIEW}:
        state = str(chosen)
    elif all(beat.is_idle for beat in beats):
        state = "away"
    elif chosen == Chosen.BUSY or (choice.load and choice.capacity):
        state = "busy"
    else:
        state = "available"
    text = choice.status_text if choice.holds else ""
    return State(state, text, choice.load, choice.capacity, all(beat.mobile for beat in beats))
