"""Opening hours of a week, honouring the table of working days."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .calendar import is_working_day

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LOOK_AHEAD = 30  # days


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Spans in minutes of the day for each weekday, Monday first; 24:00 is 1440."""

    spans: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def parse(cls, data: Any) -> "WeeklyHours":
        """From {"mon": [["09:00", "12:00"]]}. Raises ValidationError that names the day."""
        if not isinstance(data, dict) or set(data) - set(DAYS):
            raise ValidationError(_("Opening hours must be given for the days of the week."))
        return cls(tuple(_spans(data.get(day, []), day) for day in DAYS))

    @property
    def always(self) -> bool:
        return all(day == ((0, 1440),) for day in self.spans)

    def of(self, at: datetime) -> tuple[tuple[int, int], ...]:
        """The spans of that day: on a holiday none, on a working Saturday or Sunday those of Friday where it has none itself."""
        own = self.spans[at.weekday()]
        if self.always:
            return own
        working = is_working_day(at.date()).working
        if at.weekday() >= 5:
            return (own or self.spans[4]) if working else own
        return own if working else ()

    def is_open(self, at: datetime) -> bool:
        minute = at.hour * 60 + at.minute
        return any(start <= minute < end for start, end in self.of(at))

    def next_opening(self, at: datetime) -> datetime | None:
        """The next moment after `at` at which a span begins, within a month."""
        for ahead in range(LOOK_AHEAD):
            day = at + timedelta(days=ahead)
            for start, _end in self.of(day):
                opening = timezone.make_aware(datetime.combine(day.date(), time(start // 60, start % 60)), at.tzinfo)
                if opening > at:
                    return opening
        return None


def _spans(pairs: Any, day: str) -> tuple[tuple[int, int], ...]:
    try:
        spans = tuple(sorted((_minute(start), _minute(end)) for start, end in pairs))
    except (TypeError, ValueError) as error:
        raise ValidationError(_("The hours of %(day)s are not times such as 09:00."), params={"day": day}) from error
    clash = any(start >= end for start, end in spans) or any(
        a[1] > b[0] for a, b in zip(spans, spans[1:], strict=False)
    )
    if clash:
        raise ValidationError(_("The hours of %(day)s end before they begin or overlap."), params={"day": day})
    return spans


def _minute(text: str) -> int:
    hour, minute = (int(part) for part in str(text).split(":"))
    if not (0 <= hour <= 24 and 0 <= minute < 60 and hour * 60 + minute <= 1440):
        raise ValueError(text)
    return hour * 60 + minute
