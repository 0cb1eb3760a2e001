"""Real server processes of the city for tests: `city(processes=2)` serves the database of the test itself.

Use with `transactional_db` (or a mark `django_db(transaction=True)`), so that both sides see the same rows.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests.servers.front import Front
from tests.servers.ports import free_port, wait_until_ready
from tests.servers.postgres import Postgres
from tests.servers.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent.parent


class Town:
    """Web processes on `addresses`; `address` is the one that a browser uses."""

    def __init__(self, *, processes: int, database: str, redis: str, server: str, extra: dict[str, str]) -> None:
        self.server = server
        self.ports = [free_port() for _each in range(processes)]
        self.front = Front(self.ports) if processes > 1 else None
        self.port = self.front.port if self.front else self.ports[0]
        self.address = f"http://127.0.0.1:{self.port}"
        self.addresses = [f"http://127.0.0.1:{port}" for port in self.ports]
        self.log = Path(tempfile.mkstemp(prefix="townhall-log-")[1])
        self.environment = {
            **os.environ,
            "TOWNHALL_PUBLIC_URL": self.address,
            "TOWNHALL_ORIGINS": ",".join([self.address, *self.addresses]),
            "TOWNHALL_DATABASE_URL": database,
            "TOWNHALL_REDIS_URL": redis,
            "TOWNHALL_PROCESSES": str(processes),
            "TOWNHALL_DEMO": "yes",
            **extra,
        }
        self.running: list[subprocess.Popen[bytes] | None] = [None] * processes

    def start(self) -> "Town":
        for number in range(len(self.ports)):
            self.start_one(number, wait=False)
        for address in self.addresses:
            self._wait(address)
        return self

    def start_one(self, number: int, *, wait: bool = True) -> None:
        arguments = ["serve", "--port", str(self.ports[number]), "--server", self.server]
        with self.log.open("ab") as log:
            self.running[number] = subprocess.Popen(
                [sys.executable, ROOT / "manage.py", *arguments],
                env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        if wait:
            self._wait(self.addresses[number])

    def manage(self, *arguments: str) -> str:
        """The output of a management command in this city; raises RuntimeError with what it complained about."""
        command = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(command, env=self.environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}: {done.stderr[-2000:]}")
        return done.stdout

    def kill(self, number: int = 0) -> None:
        """kill -9."""
        process = self.running[number]
        assert process
        process.kill()
        process.wait()

    def terminate(self, number: int = 0, seconds: float = 30) -> int:
        """SIGTERM; the exit code."""
        process = self.running[number]
        assert process
        process.send_signal(signal.SIGTERM)
        return process.wait(seconds)

    def stop(self) -> None:
        for process in self.running:
            if process and process.poll() is None:
                process.kill()
                process.wait()
        if self.front:
            self.front.stop()
        self.log.unlink(missing_ok=True)

    def _wait(self, address: str) -> None:
        try:
            wait_until_ready(address)
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self.log.read_text(errors='replace')[-3000:]}") from error


def database_of_the_test() -> str:
    """As TOWNHALL_DATABASE_URL."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite://{name}"
    parts = connection.settings_dict
    return f"postgresql://{parts['USER']}@{parts['HOST']}:{parts['PORT']}/{name}"


@pytest.fixture
def city(request: pytest.FixtureRequest) -> Iterator[Callable[..., Town]]:
    """`city(processes=1, server="daphne", database="", redis="", **environment)`: a started Town; all stop with the test."""
    towns: list[Town] = []

    def build(*, processes: int = 1, server: str = "daphne", database: str = "", redis: str = "", **extra: str) -> Town:
        redis = redis or settings.REDIS_URL
        if processes > 1 and not redis:
            redis = request.getfixturevalue("dedicated_valkey").url
        database = database or database_of_the_test()
        town = Town(processes=processes, database=database, redis=redis, server=server, extra=extra)
        towns.append(town)
        return town.start()

    yield build
    for town in towns:
        town.stop()


@pytest.fixture
def dedicated_postgres() -> Iterator[Postgres]:
    """For tests that kill it: durable, and nobody else's."""
    server = Postgres(durable=True)
    yield server
    server.stop()


@pytest.fixture
def dedicated_valkey() -> Iterator[Valkey]:
    server = Valkey()
    yield server
    server.stop()
