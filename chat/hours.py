"""The days on which a desk stays closed, as a person reads and writes them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


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
