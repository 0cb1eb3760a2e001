"""The ten tests that the wire's design asks to be written first."""

import json
import threading
import time
from uuid import uuid4

import psutil
import pytest
from django.db import connections

from collab.live.models import Entry, Room, fresh_epoch
from tests.live.conftest import cookie_of, figure, fill
from tests.live.slow import NeverReads

# the figures of a test that writes more than people do
LOOSE = {
    name: {rank: rule for rank in ("citizen", "staff")}
    for name, rule in (("sends", [[5000, 5]]), ("frames", [5000, 5000]))
}
BOTH = pytest.mark.parametrize("processes", [1, 2])


@BOTH
def test_1_a_lost_ok_gives_the_same_number_and_one_row(towns, server, processes, hall, people, opened):
    town, cid = towns(server, processes), str(uuid4())
    first = opened(town, people.ada)
    first.hello(hall)
    first.put(t="send", id=1, room=hall.pk, cid=cid, body="Is anybody there?")
    first.hear("ev")
    first.cut()  # before the answer was read
    again = opened(town, people.ada, process=processes - 1)
    again.hello(hall)
    assert again.send(hall, "Is anybody there?", cid) == {"t": "ok", "id": 1, "room": hall.pk, "seq": 1, "dup": True}
    assert Entry.objects.filter(room=hall).count() == 1


def test_2_a_lost_hint_in_a_quiet_room_is_shown_within_20_seconds(towns, server, hall, people, opened):
    tab = opened(towns(server), people.ben)
    tab.hello(hall)
    fill(hall, 1)  # this process is no server: nobody is told
    begun = time.monotonic()
    assert tab.hear("ev", 20)["seq"] == 1
    assert time.monotonic() - begun < 20


@BOTH
def test_3_joining_during_a_storm_gives_each_entry_exactly_once(towns, server, processes, hall, people, opened):
    town = towns(server, processes, **LOOSE)
    writers = [opened(town, who, process=number % processes) for number, who in enumerate([people.ada, people.bo] * 2)]
    for writer in writers:
        writer.hello()
    threads = [threading.Thread(target=lambda tab=tab: [tab.send(hall, "x") for _ in range(40)]) for tab in writers]
    for thread in threads:
        thread.start()
    readers = []
    for number in range(6):
        time.sleep(0.05)
        readers.append(opened(town, people.ben, process=number % processes))
        readers[-1].hello(**{f"r{hall.pk}": (hall.epoch, 0)})
    for reader in readers:
        assert [entry["seq"] for entry in reader.entries(160, 15)] == list(range(1, 161))
        assert reader.silent(0.2)
    for thread in threads:
        thread.join()


@BOTH
def test_4_transactions_that_finish_out_of_order_skip_nothing(towns, server, processes, hall, people, opened):
    """The second writer's text is slow on its way; numbers are given when transactions commit, not when they begin."""
    town = towns(server, processes)
    reader = opened(town, people.ben)
    reader.hello(hall)
    slow, quick = opened(town, people.ada, 0), opened(town, people.bo, processes - 1)
    slow.hello(), quick.hello()
    late = threading.Thread(target=lambda: slow.send(hall, "!slow begun first"))
    late.start()
    time.sleep(0.3)
    assert quick.send(hall, "begun second")["seq"] == 1
    late.join()
    assert [(entry["seq"], entry["body"]) for entry in reader.entries(2)] == [
        (1, "begun second"),
        (2, "!slow begun first"),
    ]


def test_5_resuming_over_a_redaction_shows_no_text(towns, server, hall, people, opened):
    town = towns(server)
    ada = opened(town, people.ada)
    ada.hello(hall)
    ada.send(hall, "my phone is 13800138000")
    ada.ask("edit", room=hall.pk, cid=str(uuid4()), seq=1, body="call 13800138000")
    assert ada.ask("redact", room=hall.pk, cid=str(uuid4()), seq=1)["seq"] == 3
    late = opened(town, people.ben)
    late.hello(**{f"r{hall.pk}": (hall.epoch, 0)})
    entries = late.entries(3)
    assert [entry["kind"] for entry in entries] == ["message", "edited", "redacted"]
    assert entries[0]["redacted"] is True
    assert "13800138000" not in str(entries)


@pytest.mark.parametrize(("missed", "reset"), [(500, False), (501, True)])
def test_6_reset_at_501_missed(towns, server, hall, people, opened, missed, reset):
    fill(hall, missed)
    tab = opened(towns(server), people.ben)
    tab.hello(**{f"r{hall.pk}": (hall.epoch, 0)})
    if reset:
        assert tab.hear("reset") == {
            "t": "reset", "room": hall.pk, "epoch": hall.epoch, "head": 501, "why": "gap_too_large",
        }  # fmt: skip
        assert tab.silent()
    else:
        assert [entry["seq"] for entry in tab.entries(500, 10)] == list(range(1, 501))


def test_7_a_restored_backup_is_told(towns, server, hall, people, opened):
    fill(hall, 3)
    old = hall.epoch
    Room.objects.filter(pk=hall.pk).update(epoch=fresh_epoch())
    tab = opened(towns(server), people.ben)
    tab.hello(**{f"r{hall.pk}": (old, 3)})
    assert tab.hear("reset")["why"] == "epoch_changed"
    beyond = opened(towns(server), people.ben)
    beyond.hello(**{f"r{hall.pk}": ("", 9)})
    assert beyond.hear("reset")["why"] == "epoch_changed"


def test_8_a_reader_that_never_reads_is_closed_and_memory_stays_flat(towns, server, hall, people, opened):
    town = towns(server, slow_seconds=3, **LOOSE)
    process = psutil.Process(town.running[0].pid)
    stuck = [NeverReads(town.port, cookie_of(people.ben), town.address, hall) for _ in range(5)]
    writer = opened(town, people.bo)
    writer.hello()
    for _ in range(100):
        writer.send(hall, "y" * 8_000)
    before = _own_memory(process)
    for _ in range(400):  # body and fragment: 6.4 MB for each of the five, 32 MB if they were kept
        writer.send(hall, "y" * 8_000)
    assert _own_memory(process) - before < 16 * 1024 * 1024
    time.sleep(5)
    assert figure(town, 'townhall_closes_total{code="4408"}') == 5
    assert all(one.is_cut() for one in stuck)


@BOTH
def test_9_a_right_revoked_is_out_within_2_seconds(towns, server, processes, hall, people, opened):
    town = towns(server, processes)
    ben, bo = opened(town, people.ben, 0), opened(town, people.bo, processes - 1)
    ben.hello(hall), bo.hello(hall)
    bo.send(hall, "for all")
    assert ben.hear("ev")["seq"] == 1
    bo.send(hall, f"!out {people.ben.key}")
    assert ben.hear("err", 2) == {"t": "err", "code": "not_found", "room": hall.pk}
    bo.send(hall, "not for Ben")
    assert ben.silent(1)
    assert ben.send(hall, "still?")["code"] == "not_found"
    assert ben.ask("sub", room=hall.pk)["code"] == "not_found"


def test_10_sigterm_under_load_loses_nothing(city, hall, people, opened, server):
    town = city(
        processes=2, server=server, DJANGO_SETTINGS_MODULE="tests.live.settings", TOWNHALL_WORKER="separate",
        TOWNHALL_TEST_LIVE=json.dumps(LOOSE),
    )  # fmt: skip
    leaving, staying = opened(town, people.bo, 0), opened(town, people.ada, 1)
    leaving.hello(hall), staying.hello(hall)
    acked: list[int] = []

    def write() -> None:
        for number in range(2_000):
            try:
                answer = leaving.send(hall, f"number {number}")
            except Exception:
                return
            if answer["t"] == "ok":
                acked.append(answer["seq"])

    thread = threading.Thread(target=write)
    thread.start()
    time.sleep(1)
    begun = time.monotonic()
    assert town.terminate(0) == 0
    assert time.monotonic() - begun < 25
    thread.join()
    leaving.closed()  # what the writer did not read any more
    bye = next(frame for frame in leaving.heard if frame["t"] == "bye")
    assert bye["code"] == 4503 and 0 < bye["retry_ms"] < 6_000
    back = opened(town, people.bo, 1)
    back.hello(**{f"r{hall.pk}": (hall.epoch, max(0, acked[-1] - 20))})
    back.send(hall, "back again")
    stored = list(Entry.objects.filter(room=hall).order_by("seq").values_list("seq", flat=True))
    assert len(acked) > 5 and set(acked) <= set(stored)
    assert stored == list(range(1, len(stored) + 1))
    assert [entry["seq"] for entry in staying.entries(len(stored), 10)] == stored
    connections.close_all()


def _own_memory(process: psutil.Process) -> int:
    """Bytes, without the database file that SQLite maps."""
    memory = process.memory_info()
    return int(memory.rss - memory.shared)
