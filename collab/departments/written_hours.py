"""Opening hours as a person reads and writes them: `08:30-12:00 13:30-17:30` for each day of the week."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .hours import DAYS

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


def week_of(hours: dict[str, list[list[str]]]) -> list[tuple[Any, str]]:
    """Name of the day and its hours; days without hours have an empty text."""
    return [(NAMES[day], written(hours.get(day, []))) for day in DAYS]


def written(spans: list[list[str]]) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def read_spans(text: str) -> list[list[str]]:
    """Raises ValidationError for what is not a list of spans."""
    spans = [[start, end] for start, end in _SPAN.findall(text)]
    if re.sub(r"[\s,,;;、]+", "", _SPAN.sub("", text)):
        raise ValidationError(_("Write hours like 08:30-12:00 13:30-17:30."))
    return spans
