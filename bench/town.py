"""Our own server in a scratch city."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.process import ROOT, Server, serving


@dataclass
class Town:
    """A city on disk: its environment, and what its founding printed."""

    environment: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def room(self) -> int:
        return int(self.facts["rooms"][0])

    @property
    def headers(self) -> list[str]:
        """The cookie line of each guest."""
        return list(self.facts["headers"])

    def run(self, module: str, *arguments: str) -> str:
        """The output of a module of ours inside this city. Raises RuntimeError with what it complained about."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env=os.environ | self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{module}: {done.stderr[-1500:]}")
        return done.stdout

    @contextmanager
    def open(self, server: str) -> Iterator[Server]:
        command = [sys.executable, "manage.py", "serve", "--port", "{port}", "--server", server]
        address = {name: "http://127.0.0.1:{port}" for name in ("TOWNHALL_PUBLIC_URL", "TOWNHALL_ORIGINS")}
        with serving(command, self.environment | address) as running:
            yield running


@contextmanager
def founded(guests: int = 1, rooms: int = 1, database: str = "", redis: str = "") -> Iterator[Town]:
    """A new city with guests and rooms, gone afterwards."""
    with _made("bench.founding", str(guests), str(rooms), database=database, redis=redis) as town:
        yield town


@contextmanager
def archived(cases: int, documents: int) -> Iterator[Town]:
    """A new city with a past; the cookies of an agent and a handler are among its facts."""
    with _made("bench.archive", str(cases), str(documents)) as town:
        yield town


@contextmanager
def alike(texts: int) -> Iterator[Town]:
    """A new city with so many cases, and as many published replies, about matters of every day."""
    with _made("bench.alike", str(texts)) as town:
        yield town


@contextmanager
def untaught() -> Iterator[Town]:
    """A new city with its offices and the centre's catalogue, and no case yet."""
    with _made("bench.untaught") as town:
        yield town


@contextmanager
def _made(module: str, *arguments: str, database: str = "", redis: str = "") -> Iterator[Town]:
    with tempfile.TemporaryDirectory(prefix="bench-town-") as folder:
        town = Town(
            {
                "DJANGO_SETTINGS_MODULE": "bench.settings",
                "TOWNHALL_DEMO": "yes",
                "TOWNHALL_DATA_DIR": folder,
                "TOWNHALL_DATABASE_URL": database or f"sqlite://{folder}/town.sqlite3",
                "TOWNHALL_REDIS_URL": redis,
            }
        )
        town.facts = json.loads(town.run(module, *arguments).splitlines()[-1])
        yield town
