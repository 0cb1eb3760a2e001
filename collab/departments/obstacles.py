"""Why an office cannot be dissolved yet: each app that hangs something on an office says so here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Department

type Obstacle = Callable[[Department], str]

_obstacles: list[Obstacle] = []


def register(obstacle: Obstacle) -> None:
    """`obstacle` gives a sentence in the reader's language, or an empty text where nothing is in the way."""
    if obstacle not in _obstacles:
        _obstacles.append(obstacle)


def of(department: "Department") -> list[str]:
    return [told for obstacle in _obstacles if (told := obstacle(department))]
