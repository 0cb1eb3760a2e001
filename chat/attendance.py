"""Who of the staff can answer now, as presence knows it."""

from collections.abc import Iterable

from presence import states


def here(people: Iterable[int]) -> set[int]:
    """Those who could take a visitor: connected, and neither away nor undisturbed."""
    return {person for person in set(people) if states.is_here(person)}


def vanished(people: Iterable[int]) -> set[int]:
    """Those of whom no page is open any more."""
    return {person for person in set(people) if states.is_offline(person)}
