"""Each cell of a table is looked at before anything is taken over."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from collab.departments.models import Department

from ..lifecycle import CHOSEN
from ..models import Takeover
from .tables import NEEDED, Row

YES, NO = {"yes", "true", "1", "是"}, {"", "no", "false", "0", "否"}
LANGUAGES = {"": "zh-hans", "zh": "zh-hans", "zh-hans": "zh-hans", "en": "en"}
LONGEST = {"external_number": 40, "title": 60, "text": 8000, "contact_name": 60, "contact_phone": 30, "address": 200}


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    column: str
    words: str | Promise


def check(rows: list[Row]) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The facts of each row that is right, and what is wrong with the others. Two queries."""
    offices = {one.code: one for one in Department.objects.exclude(parent=None).filter(closed_at=None)}
    numbers = [row.cells.get("external_number", "") for row in rows]
    twice = {number for number, count in Counter(numbers).items() if count > 1}
    known = Takeover.known(numbers)
    right, wrong = [], []
    for row in rows:
        problems = [*_problems(row, offices, twice, known)]
        if problems:
            wrong += problems
        else:
            right.append(_facts(row.cells, offices))
    return right, wrong


def _problems(row: Row, offices: dict[str, Department], twice: set[str], known: set[str]) -> list[Problem]:
    cells, found = row.cells, []

    def say(column: str, words: str | Promise) -> None:
        found.append(Problem(row.line, column, words))

    for column in NEEDED:
        if not cells.get(column):
            say(column, _("Nothing stands here."))
    for column, most in LONGEST.items():
        if len(cells.get(column, "")) > most:
            say(column, _("Longer than %(most)s characters.") % {"most": most})
    number = cells.get("external_number", "")
    if number and number in twice:
        say("external_number", _("This number stands in the table twice."))
    if number in known:
        say("external_number", _("A case with this number was taken over before."))
    if cells.get("kind") and cells["kind"] not in dict(CHOSEN):
        say("kind", _("Known kinds: %(kinds)s") % {"kinds": ", ".join(dict(CHOSEN))})
    if cells.get("received_on") and _day(cells["received_on"]) is None:
        say("received_on", _("A day up to today, written like 2026-11-24."))
    if cells.get("department") and cells["department"] not in offices:
        say("department", _("No department has this code."))
    if email := cells.get("contact_email"):
        try:
            validate_email(email)
        except ValidationError:
            say("contact_email", _("This is no e-mail address."))
    for column in ("consent", "confidential"):
        if cells.get(column, "").lower() not in YES | NO:
            say(column, _("yes or no"))
    if cells.get("language", "").lower() not in LANGUAGES:
        say("language", _("zh-hans or en"))
    return found


def _day(text: str) -> date | None:
    try:
        day = datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return day if date(2000, 1, 1) <= day <= timezone.localdate() else None


def _facts(cells: dict[str, str], offices: dict[str, Department]) -> dict[str, Any]:
    day = _day(cells["received_on"]) or timezone.localdate()
    begun = timezone.make_aware(datetime(day.year, day.month, day.day, 12), timezone.get_default_timezone())
    kept = ("title", "text", "kind", "contact_name", "contact_email", "contact_phone", "address")
    return {name: cells.get(name, "") for name in kept} | {
        "external": cells["external_number"],
        "first_contact_at": min(begun, timezone.now()),
        "department": offices.get(cells.get("department", "")),
        "consent": cells.get("consent", "").lower() in YES,
        "confidential": cells.get("confidential", "").lower() in YES,
        "language": LANGUAGES[cells.get("language", "").lower()],
    }
