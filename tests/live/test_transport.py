"""The contract with the servers: fails when a new daphne or uvicorn no longer fits what transport.py reaches into."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from collab.live.transport import framed, unframed
from tests.servers.ports import free_port, wait_for_port

pytestmark = pytest.mark.once
BOTH = pytest.mark.parametrize("probe", [["daphne"], ["uvicorn"]], indirect=True)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def probes() -> Iterator[Callable[..., int]]:
    """The port of a running probe of this kind."""
    running: dict[tuple[str, ...], tuple[int, subprocess.Popen[bytes]]] = {}

    def port_of(*kind: str) -> int:
        if kind not in running:
            port = free_port()
            arguments = [sys.executable, "-m", "tests.live.probe", kind[0], str(port), *kind[1:]]
            running[kind] = port, subprocess.Popen(arguments, cwd=ROOT, env=os.environ)
            wait_for_port(port)
        return running[kind][0]

    yield port_of
    for _port, process in running.values():
        process.kill()
        process.wait()


@pytest.fixture
def probe(request: pytest.FixtureRequest, probes: Callable[..., int]) -> Iterator[ClientConnection]:
    with connect(f"ws://127.0.0.1:{probes(*request.param)}/", compression=None, proxy=None) as opened:
        yield opened


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


@BOTH
def test_a_line_that_is_given_up_ends(probe):
    for _frame in range(3):
        probe.recv(10)
    probe.send("give me up")
    with pytest.raises(ConnectionClosed):
        probe.recv(10)


def masked(text: str, *, mask: bytes = b"mask", opcode: int = 0x81) -> bytes:
    data = text.encode()
    assert len(data) < 126
    whole = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
    return bytes((opcode, 0x80 | len(data))) + mask + whole


@pytest.fixture
def raw(probe: ClientConnection) -> Callable[..., None]:
    """Bytes as they are, each portion on its own."""
    for _frame in range(3):
        probe.recv(10)
    probe.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def put(*portions: bytes) -> None:
        for portion in portions:
            probe.socket.sendall(portion)
            time.sleep(0.05)

    return put


@BOTH
def test_short_frames_are_offered_ahead_and_others_wait_in_turn(probe, raw):
    raw(masked("at once 1") + masked("at once 2") + masked("later 1") + masked("at once 3"))
    assert [probe.recv(10) for _each in range(4)] == [
        "at once 1, done", "at once 2, done", "later 1, in turn", "at once 3, in turn",
    ]  # fmt: skip
    raw(masked("at once 4"))
    assert probe.recv(10) == "at once 4, done"


@BOTH
@pytest.mark.parametrize("cut", [1, 2, 5, 6, 8])
def test_what_is_cut_by_the_network_is_heard_whole(probe, raw, cut):
    for frame in (masked("at once 1"), masked("later")):
        raw(frame[:cut], frame[cut:] + masked("at once 2"))
    assert [probe.recv(10) for _each in range(4)] == [
        "at once 1, in turn", "at once 2, in turn", "later, in turn", "at once 2, in turn",
    ]  # fmt: skip


@BOTH
def test_the_inside_of_a_frame_is_not_taken_for_a_frame(probe, raw):
    within = masked("at once 1", mask=b"\x80" * 4)
    text = bytes(byte ^ 0x80 for byte in within).decode()
    whole = masked(text, mask=b"\x80" * 4)
    assert whole.endswith(within)
    raw(whole[: -len(within)], within)
    assert probe.recv(10) == f"{text}, in turn"


@BOTH
def test_a_text_inside_another_message_ends_the_socket(probe, raw):
    raw(masked("begun", opcode=0x01), masked("at once 1"))
    with pytest.raises(ConnectionClosed) as ended:
        probe.recv(10)
    assert ended.value.rcvd is None or ended.value.rcvd.code == 1002


@BOTH
def test_the_short_way_can_be_closed(probe, raw):
    raw(masked("be deaf"))
    raw(masked("at once 1"))
    assert probe.recv(10) == "at once 1, in turn"


@pytest.mark.parametrize("probe", [["daphne", "plainly"], ["uvicorn", "plainly"]], indirect=True)
def test_another_server_hears_all_in_turn(probe, raw):
    raw(masked("at once 1"))
    assert probe.recv(10) == "at once 1, in turn"


@pytest.mark.parametrize("size", [0, 1, 125, 126, 65_535, 65_536])
def test_frames_are_read_back_as_written(size):
    texts = ["x" * size, "望"]
    assert unframed(b"".join(map(framed, texts))) == texts
