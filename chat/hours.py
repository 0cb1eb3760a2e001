"""Opening hours as a person reads and writes them: `08:30-12:00 13:30-17:30` for each day of the week."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from collab.departments.hours import DAYS

from .models import Desk

NAMES = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*[-–—~至]\s*(\d{1,2}:\d{2})")


def week_of(desk: Desk) -> list[tuple[Any, str]]:
    """Name of the day and its hours; days without hours have an empty text."""
    return [(NAMES[day], written(desk.hours.get(day, []))) for day in DAYS]


def written(spans: list[list[str]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def read_spans(text: str) -> list[list[str]]:
    """Raises ValidationError for what is not a list of spans."""
    spans = [[start, end] for start, end in _SPAN.findall(text)]
    if re.sub(r"[\s,,;;、]+", "", _SPAN.sub("", text)):
        raise ValidationError(_("Write hours like 08:30-12:00 13:30-17:30."))
    return spans


def read_days(text: str) -> dict[str, str]:
    """One day a line, `2026-10-01 reason`. Raises ValidationError."""
    days = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        day, _space, reason = line.partition(" ")
        try:
            days[date.fromisoformat(day).isoformat()] = reason.strip()[:80]
        except ValueError as error:
            raise ValidationError(_("Write one day a line, like 2026-10-01 and the reason.")) from error
    return dict(sorted(days.items()))
