"""Who may do what in an interview: the one place where it is decided (docs/roles.md)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import get_language

from collab.departments import rights
from collab.departments.rights import person_id

from .states import Duty

if TYPE_CHECKING:
    from .models import Interview, Question

ORGANISERS = ("official", "editor")
__all__ = ["in_language", "paths", "person_id", "within"]


def in_language(chinese: str, english: str) -> str:
    """Content that stands in two languages; the other one where a language is missing."""
    one, other = (english, chinese) if (get_language() or "").startswith("en") else (chinese, english)
    return one or other


def paths(who: Any) -> list[str]:
    """At which departments somebody organises, moderates or audits interviews."""
    return rights.departments_of(who, *ORGANISERS, "moderator", "auditor")


def within(where: list[str]) -> Q:
    return rights.within(where, "department__path")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person is in one interview: duties given in it, and roles held at its office or above."""

    person: int | None
    duties: frozenset[str]
    roles: frozenset[str]

    @property
    def organises(self) -> bool:
        """Plans, announces, moves, cancels, gives out the duties: officials and editors."""
        return bool(self.roles.intersection(ORGANISERS))

    @property
    def hosts(self) -> bool:
        return Duty.HOST in self.duties

    @property
    def screens(self) -> bool:
        """Moderators, and those named for it."""
        return Duty.SCREENER in self.duties or "moderator" in self.roles

    @property
    def speaks(self) -> bool:
        return Duty.SPEAKER in self.duties

    @property
    def records(self) -> bool:
        return Duty.RECORDER in self.duties

    @property
    def checks(self) -> bool:
        """For the office: its official, or the guest."""
        return self.speaks or "official" in self.roles

    @property
    def publishes(self) -> bool:
        return "editor" in self.roles

    @property
    def audits(self) -> bool:
        return "auditor" in self.roles

    @property
    def corrects(self) -> bool:
        return self.records or self.checks or self.publishes

    @property
    def is_backstage(self) -> bool:
        """Runs it, and may talk in the room behind the stage."""
        return bool(self.duties) or self.screens or self.organises


def standing(interview: "Interview", who: Any, grants: list[tuple[str, str]] | None = None) -> Standing:
    """Two queries, none where a list brings the person's grants and its duties along; nothing for who is no staff any more."""
    person, at = person_id(who), interview.department.path
    grants = rights.grants_of(who) if grants is None else grants
    if person is None or not grants:
        return Standing(person, frozenset(), frozenset())
    duties = frozenset(one.duty for one in interview.duties.all() if one.person_id == person)
    return Standing(person, duties, frozenset(role for role, path in grants if at.startswith(path)))


def may_decide(question: "Question", who: Any) -> bool:
    """Nobody decides on their own."""
    return standing(question.interview, who).screens and question.party != f"p{person_id(who)}"
