"""What higher floors add to the page of an office and to a business card, each with a template of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from .models import Department


@dataclass(frozen=True, slots=True)
class Part:
    """The template finds `facts` as `part`."""

    template: str
    facts: Any


type OfficePart = Callable[[Department, Viewer], Part | None]
type CardPart = Callable[[Person, Viewer], Part | None]

_office: list[OfficePart] = []
_card: list[CardPart] = []


def on_office(part: OfficePart) -> None:
    """None from `part` where it has nothing to show."""
    if part not in _office:
        _office.append(part)


def on_card(part: CardPart) -> None:
    """How to reach somebody; None from `part` where it knows no way."""
    if part not in _card:
        _card.append(part)


def office_parts(department: Department, viewer: Viewer) -> list[Part]:
    return [found for part in _office if (found := part(department, viewer)) is not None]


def card_parts(person: Person, viewer: Viewer) -> list[Part]:
    return [found for part in _card if (found := part(person, viewer)) is not None]
