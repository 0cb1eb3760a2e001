"""The middle of what was counted."""

from collections.abc import Mapping


def median_of(days: Mapping[int, int]) -> float | None:
    """How many took so many days: the length in the middle, or halfway between the two there; None of nothing."""
    total = sum(days.values())
    if not total:
        return None
    low, high = _at(days, (total - 1) // 2), _at(days, total // 2)
    return (low + high) / 2 if low != high else low


def _at(days: Mapping[int, int], place: int) -> int:
    """The length that stands at this place, counted from 0, when all are put in order."""
    for length in sorted(days):
        if place < days[length]:
            return length
        place -= days[length]
    raise IndexError(place)
