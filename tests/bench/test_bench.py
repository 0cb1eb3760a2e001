"""The bench says what it measured in one form, and leaves no server behind."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from bench.__main__ import NAMES
from bench.figure import Figure, bounded, compared, percentile
from bench.running import run

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
FIELDS = ["figure", "value", "unit", "baseline", "ratio", "target", "holds"]


def test_every_name_of_the_promise_is_there():
    assert set(NAMES) == {
        "board",
        "fanout",
        "burst",
        "latency",
        "idle",
        "write",
        "pages",
        "suggest",
        "routing",
        "similar",
        "stall",
        "soak",
    }


def shown(figure: Figure, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    figure.show()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    return json.loads(lines[0])


def test_a_figure_is_one_line_with_the_same_fields(capsys):
    line = shown(compared("fanout", 4.0, "µs", 200.0, 1 / 40), capsys)
    assert list(line) == FIELDS
    assert line["ratio"] == 0.02 and line["holds"] is True
    assert shown(compared("fanout", 6.0, "µs", 200.0, 1 / 40), capsys)["holds"] is False
    skipped = shown(Figure("socketio", None, "µs", note="no Node"), capsys)
    assert skipped["holds"] is None and skipped["note"] == "no Node"


def test_a_bound_holds_up_to_itself():
    assert bounded("latency", 50, "ms", 50, 1).holds
    assert not bounded("latency", 50.1, "ms", 50, 1).holds


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1, 100)])
def test_a_percentile_is_a_measured_value(share, value):
    assert percentile([float(number) for number in range(1, 101)], share) == value


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_the_server_goes_with_the_bench(ending):
    bench = subprocess.Popen(
        [sys.executable, "-m", "bench", "idle"], cwd=ROOT, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    try:
        server = _server_of(psutil.Process(bench.pid))
        bench.send_signal(ending)
        assert bench.wait(20) == 128 + ending
        psutil.wait_procs([server], timeout=5)
        assert not server.is_running() or server.status() == psutil.STATUS_ZOMBIE
    finally:
        bench.kill()
        bench.wait()


def _server_of(bench: psutil.Process) -> psutil.Process:
    """The measured server, once it runs. Raises TimeoutError."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        for child in bench.children():
            if "serve" in child.cmdline():
                return child
        time.sleep(0.1)
    raise TimeoutError("no server was started")


def test_a_measurement_ends_at_the_first_thing_that_is_wrong():
    async def measured() -> None:
        asyncio.get_running_loop().call_soon(int, "no number")
        await asyncio.sleep(60)

    with pytest.raises(AssertionError, match="no number"):
        run(measured())
