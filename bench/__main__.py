"""bin/bench NAME [--quick]: one JSON line per figure."""

import argparse
from collections.abc import Callable

from bench.fanout import burst, fanout

NAMES: dict[str, Callable[[bool], None]] = {"fanout": fanout, "burst": burst}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("name", choices=[*NAMES, "all"])
    parser.add_argument("--quick", action="store_true", help="ends within 60 seconds a name")
    given = parser.parse_args()
    for name in NAMES if given.name == "all" else [given.name]:
        NAMES[name](given.quick)


if __name__ == "__main__":
    main()
