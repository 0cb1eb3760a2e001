"""What higher floors add to the page of an office and to a business card, each with a template of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from .models import Department


@dataclass(frozen=True, slots=True)
class Part:
    """The template finds `facts` as `part`; one that `asks` makes the entry at the foot of the page needless."""

    template: str
    facts: Any
    asks: bool = False


type OfficePart = Callable[[Department, Viewer], Part | None]
type CardPart = Callable[[Person, Viewer], Part | None]

_office: dict[OfficePart, int] = {}
_card: list[CardPart] = []


def on_office(part: OfficePart, *, place: int) -> None:
    """None from `part` where it has nothing to show; a smaller `place` stands further up."""
    _office[part] = place


def on_card(part: CardPart) -> None:
    """How to reach somebody; None from `part` where it knows no way."""
    if part not in _card:
        _card.append(part)


def office_parts(department: Department, viewer: Viewer) -> list[Part]:
    return [
        found for part in sorted(_office, key=_office.__getitem__) if (found := part(department, viewer)) is not None
    ]


def card_parts(person: Person, viewer: Viewer) -> list[Part]:
    return [found for part in _card if (found := part(person, viewer)) is not None]
