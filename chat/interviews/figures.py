"""The answer rates of guests and offices, and the plan of the year."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from collab.departments.models import Department
from collab.feedback.models import Case

from .models import Assignment, Interview, Question
from .states import DONE, ON_AIR, Asked, Duty, State

WANTED = 6  # interviews in a year (IV-01)


@dataclass(slots=True)
class Rate:
    """Of approved questions: answered live, answered later by an own reply, still open or answered by a standard reply."""

    who: Any
    interviews: int
    asked: int
    live: int
    later: int

    @property
    def rate(self) -> int | None:
        return round(100 * (self.live + self.later) / self.asked) if self.asked else None


def rates(by: str) -> list[Rate]:
    """For each guest or each office of interviews that have ended. Five queries."""
    over = Interview.objects.exclude(ended_at=None)
    asked = Question.objects.filter(interview__in=over, state__in=(Asked.ANSWERED, Asked.CARRIED_OVER))
    rows = list(asked.values_list("interview", "interview__department", "state", "case_number"))
    own = _own_replies([number for *_rest, number in rows if number])
    guests: dict[int, list[int]] = {}
    for interview, person in Assignment.objects.filter(interview__in=over, duty=Duty.SPEAKER).values_list(
        "interview", "person"
    ):
        guests.setdefault(interview, []).append(person)
    found: dict[int, Rate] = {}
    counted: dict[int, set[int]] = {}
    for interview, department, state, number in rows:
        for key in [department] if by == "department" else guests.get(interview, []):
            rate = found.setdefault(key, Rate(key, 0, 0, 0, 0))
            counted.setdefault(key, set()).add(interview)
            rate.asked += 1
            rate.live += state == Asked.ANSWERED
            rate.later += number in own
    for key, rate in found.items():
        rate.interviews = len(counted[key])
    return _named(found, by)


def _own_replies(numbers: list[str]) -> set[str]:
    """Cases that were answered, and not with a reply that had been published before."""
    answered = Case.objects.filter(number__in=numbers).exclude(answered_at=None)
    return set(answered.filter(reply__source=None).values_list("number", flat=True))


def _named(found: dict[int, Rate], by: str) -> list[Rate]:
    if by == "department":
        names: dict[int, Any] = Department.objects.in_bulk(list(found))
    else:
        guests = Assignment.objects.filter(duty=Duty.SPEAKER, person__in=found).select_related("person")
        names = {one.person_id: one for one in guests.order_by("pk")}
    for key, rate in found.items():
        rate.who = names.get(key, key)
    return sorted(found.values(), key=lambda rate: (-(rate.rate or 0), -rate.asked))


def yearly(year: int) -> dict[str, int]:
    """How many of the year's interviews were held, are planned, and are wanted."""
    of_year = Interview.objects.filter(Q(starts_at__year=year) | Q(started_at__year=year)).exclude(
        state=State.CANCELLED
    )
    held = Q(ended_at__isnull=False) | Q(state__in=(*ON_AIR, *DONE))
    counted = of_year.aggregate(all=Count("pk"), held=Count("pk", filter=held))
    return {"year": year, "all": counted["all"], "held": counted["held"], "wanted": WANTED}
