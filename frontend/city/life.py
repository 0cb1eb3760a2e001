"""What happened in the demo city in the last 120 days, lived through in order of time by the same verbs that people use."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from .clock import at

type Story = Iterator[datetime]
BATCH = 200


@dataclass(order=True)
class _Turn:
    moment: datetime
    number: int
    story: Story


def live_through(stories: list[Story], *, until: datetime, tell: Callable[[int], None]) -> int:
    """Let all stories go on in order of time until now; what lies after `until` has not happened yet. The number of acts."""
    turns: list[_Turn] = []
    for number, story in enumerate(stories):
        _queue(turns, number, story, until)
    acts = 0
    while turns:
        with transaction.atomic():
            for _act in range(min(BATCH, len(turns))):
                turn = heapq.heappop(turns)
                with at(turn.moment):
                    _queue(turns, turn.number, turn.story, until)
                acts += 1
                if not turns:
                    break
        tell(acts)
    return acts


def _queue(turns: list[_Turn], number: int, story: Story, until: datetime) -> None:
    moment = next(story, None)
    if moment is not None and moment <= until:
        heapq.heappush(turns, _Turn(moment, number, story))


def office_time(dice: Random, moment: datetime) -> datetime:
    """The same day at an hour at which offices work."""
    local = timezone.localtime(moment)
    return local.replace(hour=dice.choice([9, 10, 11, 14, 15, 16]), minute=dice.randint(0, 59), second=dice.randint(0, 59))


def later(dice: Random, moment: datetime, *, hours: tuple[float, float]) -> datetime:
    return moment + timedelta(hours=dice.uniform(*hours))
