"""What of a case resembles personal data, each in its context, for the person who decides on it before publication (PU-08)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.text.masks import Finding, find_personal

if TYPE_CHECKING:
    from .models import Case

AROUND = 16  # characters of context on each side
STAR = "＊"  # not the sign that Markdown takes for emphasis
OWN = STAR * 3  # in the place of what a person masks by hand
KINDS: dict[str, str | Promise] = {
    "name": _("Name"), "phone": _("Phone"), "email": _("E-mail"), "id_number": _("Identity number"),
    "bank_card": _("Bank card"), "plate": _("Number plate"), "address": _("Address"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """One finding: `part` is the field of the form in which it stands, `key` is its name there."""

    part: str
    number: int
    kind: str
    before: str
    text: str
    after: str
    hidden: str

    @property
    def key(self) -> str:
        return f"{self.part}_{self.number}"

    @property
    def label(self) -> str | Promise:
        return KINDS[self.kind]


def names_in(case: "Case") -> list[str]:
    """Whose names must not be read: the citizen's."""
    return [case.contact_name] if len(case.contact_name) > 1 else []


def originals(case: "Case") -> dict[str, str]:
    """The three parts of a publication as they were written."""
    reply = getattr(case, "reply", None)
    return {"title": case.title, "question": case.text, "answer": reply.body if reply else ""}


def masked(case: "Case") -> dict[str, str]:
    """The three parts with every finding masked."""
    texts = originals(case)
    for part, text in texts.items():
        for found in reversed(find_personal(text, names=names_in(case))):
            text = text[: found.start] + _starred(found) + text[found.end :]
        texts[part] = text
    return texts


def _starred(found: Finding) -> str:
    return found.hidden.replace("*", STAR)


def spots_of(case: "Case") -> list[Spot]:
    """In the order of reading."""
    spots, names = [], names_in(case)
    for part, text in originals(case).items():
        for number, found in enumerate(find_personal(text, names=names)):
            before, after = text[max(0, found.start - AROUND) : found.start], text[found.end : found.end + AROUND]
            spots.append(Spot(part, number, found.kind, before, found.text, after, _starred(found)))
    return spots


def readable(text: str, spots: Iterable[Spot], left: Sequence[Spot]) -> str:
    """The masked text with those spots put back that are `left` readable; the others are passed over, in their order."""
    at = 0
    for spot in spots:
        start = text.find(spot.hidden, at)
        if start < 0:
            continue
        shown = spot.text if spot in left else spot.hidden
        text = text[:start] + shown + text[start + len(spot.hidden) :]
        at = start + len(shown)
    return text


def without(text: str, more: Iterable[str]) -> str:
    """The text, with these words masked wherever they stand; the longest first."""
    for words in sorted(more, key=len, reverse=True):
        text = text.replace(words, OWN)
    return text
