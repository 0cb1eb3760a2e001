"""The contract with the servers: fails when a new daphne or uvicorn no longer fits what transport.py reaches into."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from collab.live.transport import framed, unframed
from tests.servers.ports import free_port, wait_for_port

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def probe(request: pytest.FixtureRequest) -> Iterator[ClientConnection]:
    port = free_port()
    arguments = [sys.executable, "-m", "tests.live.probe", request.param[0], str(port), *request.param[1:]]
    process = subprocess.Popen(arguments, cwd=ROOT, env=os.environ)
    try:
        wait_for_port(port)
        with connect(f"ws://127.0.0.1:{port}/", compression=None, proxy=None) as socket:
            yield socket
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("probe", "line"),
    [
        (["daphne"], "DaphneLine"),
        (["uvicorn"], "UvicornLine"),
        (["daphne", "plainly"], "PlainLine"),
        (["uvicorn", "plainly"], "PlainLine"),
    ],
    indirect=["probe"],
)
def test_each_server_has_its_line_and_frames_arrive_whole(probe, line):
    assert probe.recv(10) == line
    assert probe.recv(10) == "望" * 30_000
    assert probe.recv(10) == "True"


@pytest.mark.parametrize("probe", [["daphne"], ["uvicorn"]], indirect=True)
def test_a_line_that_is_given_up_ends(probe):
    for _frame in range(3):
        probe.recv(10)
    probe.send("give me up")
    with pytest.raises(ConnectionClosed):
        probe.recv(10)


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_frames_are_read_back_as_written(size):
    texts = ["x" * size, "望"]
    assert unframed(b"".join(map(framed, texts))) == texts
