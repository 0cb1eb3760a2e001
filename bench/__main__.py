"""bin/bench NAME [--quick]: one JSON line per figure."""

import argparse
import signal
import sys
from collections.abc import Callable
from types import FrameType

from bench import board, idle, latency, pages, routing, similar, soak, stall, suggest, write
from bench.fanout import burst, fanout
from bench.figure import Figure

NAMES: dict[str, Callable[[bool], None]] = {
    "fanout": fanout,
    "burst": burst,
    "latency": latency.latency,
    "idle": idle.idle,
    "write": write.write,
    "pages": pages.pages,
    "suggest": suggest.suggest,
    "routing": routing.routing,
    "board": board.board,
    "similar": similar.similar,
    "stall": stall.stall,
    "soak": soak.soak,
}
QUICK_SECONDS = 45  # the rest of the minute is for leaving


class OutOfTime(BaseException):
    """No `except Exception` on the way may swallow it."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("name", choices=[*NAMES, "all"])
    parser.add_argument("--quick", action="store_true", help="fewer of everything; ends within 60 seconds a name")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    signal.signal(signal.SIGALRM, _late)
    for name in NAMES if given.name == "all" else [given.name]:
        try:
            _measure(name, given.quick)
        except AssertionError as error:
            sys.exit(f"{name}: {error}")


def _measure(name: str, quick: bool) -> None:
    signal.alarm(QUICK_SECONDS if quick else 0)
    try:
        NAMES[name](quick)
    except OutOfTime:
        Figure(name, None, "", note=f"not all was measured within {QUICK_SECONDS} s on this machine").show()
    finally:
        signal.alarm(0)


def _leave(number: int, frame: FrameType | None) -> None:
    """Through every `finally`, so that no server is left behind."""
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)


def _late(number: int, frame: FrameType | None) -> None:
    raise OutOfTime


if __name__ == "__main__":
    main()
