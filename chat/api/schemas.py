"""What the API shows of a desk and of a conversation."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from ninja import Schema

from collab.departments.written_hours import week_of

from .. import standing
from ..models import Conversation, Desk
from ..models.parts import Part


class Wait(Schema):
    """Whole minutes: half of the comparable visitors waited between `low` and `high`."""

    low: int
    likely: int
    high: int


class DeskOut(Schema):
    """`state` is open (somebody answers), nobody (open, but nobody is there) or closed."""

    slug: str
    name: str
    department: str
    state: str
    here: int
    waiting: int
    opens_at: datetime | None


class Day(Schema):
    day: str
    hours: str


class DeskPage(DeskOut):
    about: str
    disclaimer: str
    expected_wait: Wait | None
    week: list[Day]


class ConversationOut(Schema):
    """`role` is the part that the caller has: visitor, agent, colleague, supervisor or handler."""

    id: int
    desk: str
    state: str
    outcome: str
    question: str
    room: int
    agent: str | None
    started_at: datetime
    ended_at: datetime | None
    rating: int | None
    case: str


class ConversationPage(ConversationOut):
    role: str
    place: int
    expected_wait: Wait | None
    visitor_name: str
    notes_room: int | None
    head: int


class Place(Schema):
    """`place` 1 is the next, 0 for one who does not wait."""

    state: str
    place: int
    expected_wait: Wait | None


def desk_out(desk: Desk, now: standing.Standing) -> dict[str, Any]:
    facts = {"slug": desk.slug, "name": desk.name, "department": desk.department.code}
    return facts | {"state": now.state, "here": now.here, "waiting": now.waiting, "opens_at": now.opens_at}


def desk_page(desk: Desk) -> dict[str, Any]:
    now = standing.standing_of(desk)
    week = [{"day": str(name), "hours": hours} for name, hours in week_of(desk.hours)]
    more = {"about": desk.about, "disclaimer": desk.disclaimer, "week": week}
    wait = standing.wait_at(desk, now.waiting + 1) if now.is_open else None
    return desk_out(desk, now) | more | {"expected_wait": asdict(wait) if wait else None}


def conversation_out(visit: Conversation) -> dict[str, Any]:
    names = ("id", "state", "outcome", "question", "started_at", "ended_at", "rating")
    more = {"desk": visit.desk.slug, "room": visit.room_id, "case": visit.case_number}
    return {name: getattr(visit, name) for name in names} | more | {"agent": visit.agent.name if visit.agent else None}


def place_out(visit: Conversation) -> dict[str, Any]:
    place = visit.place_in_line()
    wait = standing.wait_at(visit.desk, place) if place else None
    return {"state": visit.state, "place": place, "expected_wait": asdict(wait) if wait else None}


def conversation_page(visit: Conversation, part: Part) -> dict[str, Any]:
    facts = {"role": part.role, "visitor_name": visit.visitor_name, "head": visit.room.head}
    notes = visit.notes_room_id if part.reads_notes else None
    return conversation_out(visit) | place_out(visit) | facts | {"notes_room": notes}
