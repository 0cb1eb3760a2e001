"""kill -9 under load: every message that was acknowledged is there, once, and every reader saw every number once."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable

import pytest

from tests.faults.traffic import Visitor
from tests.servers.town import Town

pytestmark = [pytest.mark.once, pytest.mark.timeout(240)]
MESSAGES = 200


def _ask(town: Town, act: str, word: str) -> list:
    output = town.manage("shell", "--no-imports", "-c", f"from tests.faults.founding import {act}; {act}()")
    return json.loads(next(line for line in output.splitlines() if line.startswith(word)).removeprefix(word))


def _open(town: Town) -> list[dict]:
    town.manage("migrate", "-v0")
    known = _ask(town, "found", "FOUNDED")
    town.start()
    return known


async def _run(
    town: Town, known: list[dict], fault: Callable[[], None], repair: Callable[[], None]
) -> tuple[list[Visitor], int]:
    """Everybody writes; after a quarter the fault, 2 s later the repair. Ends when all is acknowledged and all readers have all.

    Tells the writers, and how many messages were acknowledged between fault and repair.
    """
    each = MESSAGES // len(known)
    writers = [Visitor(address=town.address, messages=each, **one) for one in known]
    readers = [Visitor(address=town.address, **one) for one in known]
    listening = [asyncio.create_task(reader.listen()) for reader in readers]
    talking = [asyncio.create_task(writer.talk()) for writer in writers]
    async with asyncio.timeout(60):
        while _acknowledged(writers) < MESSAGES / 4:
            await asyncio.sleep(0.05)
    await asyncio.to_thread(fault)
    before = _acknowledged(writers)
    await asyncio.sleep(2)
    between = _acknowledged(writers) - before
    await asyncio.to_thread(repair)
    async with asyncio.timeout(120):
        await asyncio.gather(*talking)
    async with asyncio.timeout(40):
        while any(
            reader.head < max(writer.acknowledged.values()) for reader, writer in zip(readers, writers, strict=True)
        ):
            await asyncio.sleep(0.2)
    for task in listening:
        task.cancel()
    await asyncio.gather(*listening, return_exceptions=True)
    assert [visitor.wrong for visitor in [*writers, *readers] if visitor.wrong] == []
    return writers, between


def _acknowledged(writers: list[Visitor]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def _nothing_lost_or_doubled(town: Town, writers: list[Visitor]) -> None:
    entries = _ask(town, "tell", "ENTRIES")
    times = Counter(cid for _room, _seq, cid in entries if cid)
    where = {cid: (room, seq) for room, seq, cid in entries}
    acknowledged = {cid: (writer.room, seq) for writer in writers for cid, seq in writer.acknowledged.items()}
    assert len(acknowledged) == MESSAGES
    assert [cid for cid in acknowledged if times[cid] != 1] == []
    assert [cid for cid, place in acknowledged.items() if where[cid] != place] == []
    for writer in writers:
        numbers = [seq for room, seq, _cid in entries if room == writer.room]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.fixture
def town(dedicated_postgres, dedicated_valkey):
    town = Town(
        processes=2, database=dedicated_postgres.url(), redis=dedicated_valkey.url, server="daphne", extra={}
    )  # fmt: skip
    yield town
    town.stop()


@pytest.mark.parametrize("server", ["daphne", "uvicorn"])
def test_a_web_process_dies(town, server):
    town.server = server
    known = _open(town)
    writers, _between = asyncio.run(_run(town, known, lambda: town.kill(0), lambda: town.start_one(0)))
    assert sum(writer.returns for writer in writers) > 0
    _nothing_lost_or_doubled(town, writers)


def test_the_only_web_process_dies(tmp_path):
    database = f"sqlite://{tmp_path / 'city.sqlite3'}"
    town = Town(processes=1, database=database, redis="", server="daphne", extra={})
    try:
        known = _open(town)
        writers, _between = asyncio.run(_run(town, known, lambda: town.kill(0), lambda: town.start_one(0)))
        assert all(writer.returns > 0 for writer in writers)
        _nothing_lost_or_doubled(town, writers)
    finally:
        town.stop()


def test_valkey_dies(town, dedicated_valkey):
    known = _open(town)
    writers, between = asyncio.run(_run(town, known, dedicated_valkey.kill, dedicated_valkey.start))
    assert between > 0, "nobody's message waits for the layer"
    assert sum(writer.returns for writer in writers) == 0, "a dead layer closes nobody's line"
    _nothing_lost_or_doubled(town, writers)


def test_postgresql_dies(town, dedicated_postgres):
    known = _open(town)
    writers, _between = asyncio.run(_run(town, known, dedicated_postgres.kill, dedicated_postgres.start))
    _nothing_lost_or_doubled(town, writers)
