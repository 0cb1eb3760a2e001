"""The figures of the city as a whole, for the pages of others."""

from typing import Any

from ..board.release import release


def board_figures() -> dict[str, Any]:
    """Received, answered, open, share in time, median working days; None where fewer than five stand behind it."""
    whole = release().whole
    return {
        "received": whole.shown("received"), "answered": whole.shown("answered"), "open": whole.shown("open"),
        "in_time": whole.percent_in_time, "median_days": whole.median_days,
    }  # fmt: skip
