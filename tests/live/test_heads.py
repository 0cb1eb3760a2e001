"""What the log says when it is asked, against what was shown meanwhile."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from collab.live import care
from collab.live.crowd import Crowd
from collab.live.models import Room

pytestmark = pytest.mark.once
HEARD = 5


class Reader(SimpleNamespace):
    __hash__ = object.__hash__


@pytest.mark.parametrize(
    ("in_the_log", "shown_meanwhile", "told"),
    [(HEARD, HEARD, []), (HEARD, HEARD + 2, []), (3, HEARD, ["epoch_changed"]), (3, HEARD + 2, ["epoch_changed"])],
)
def test_only_a_log_shorter_than_before_the_question_came_from_a_backup(monkeypatch, in_the_log, shown_meanwhile, told):
    heard: list[str] = []
    reader: Any = Reader(cursors={1: HEARD}, tell=lambda frame: heard.append(frame["why"]), is_clear=lambda: False)

    async def repaired() -> None:
        crowd = Crowd(1)
        crowd.members.add(reader)
        crowd.heard_of(HEARD)

        def asked(rooms: list[int]) -> list[Room]:
            crowd.heard_of(shown_meanwhile)
            reader.cursors[1] = shown_meanwhile
            return [Room(pk=1, head=in_the_log, epoch="e")]

        monkeypatch.setattr(care, "_heads", asked)
        await care.repair(SimpleNamespace(crowds={1: crowd}))  # type: ignore[arg-type]

    asyncio.run(repaired())
    assert heard == told
    assert reader.cursors[1] == (in_the_log if told else shown_meanwhile)
