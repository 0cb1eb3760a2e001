"""Real servers for the wire, shared by the tests that want the same; tabs that close with the test."""

import contextlib
import json
import urllib.request
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from collab.live.models import Participant, Room
from tests.live.tab import Tab
from tests.servers.town import Town, database_of_the_test
from tests.servers.valkey import Valkey
from tests.world import build

SERVERS = ["daphne", "uvicorn"]


@pytest.fixture(scope="session")
def _valkey() -> Iterator[Callable[[], str]]:
    started: list[Valkey] = []

    def url() -> str:
        if settings.REDIS_URL:
            return str(settings.REDIS_URL)
        if not started:
            started.append(Valkey())
        return started[0].url

    yield url
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def towns(_valkey: Callable[[], str]) -> Iterator[Callable[..., Town]]:
    """`towns(server, processes, **live)`: started once, with these figures of the wire."""
    running: dict[str, Town] = {}

    def town(server: str, processes: int = 1, **live: Any) -> Town:
        wanted = json.dumps([server, processes, live], sort_keys=True)
        if wanted not in running:
            extra = {
                "DJANGO_SETTINGS_MODULE": "tests.live.settings", "TOWNHALL_TEST_LIVE": json.dumps(live),
                "TOWNHALL_WORKER": "separate",
            }  # fmt: skip
            redis = _valkey() if processes > 1 else ""
            running[wanted] = Town(
                processes=processes, database=database_of_the_test(), redis=redis, server=server, extra=extra
            ).start()
        return running[wanted]

    yield town
    for one in running.values():
        one.stop()


@pytest.fixture(params=SERVERS)
def server(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def people(transactional_db: None) -> SimpleNamespace:
    return build()


@pytest.fixture
def hall(people: SimpleNamespace) -> Room:
    """Ada and Bo write, Ben reads, Eve is a stranger."""
    return make_hall(people, write=("ada", "bo"), read=("ben",))


def make_hall(people: SimpleNamespace, *, write: tuple[str, ...], read: tuple[str, ...] = ()) -> Room:
    room = Room.objects.create(kind="hall")
    for names, role in ((write, "write"), (read, "read")):
        for name in names:
            who = getattr(people, name)
            Participant.objects.create(room=room, party=who.key, role=role, name=who.name)
    return room


def fill(room: Room, count: int, body: str = "text") -> None:
    """Entries straight into the log, unheard by any server."""
    for _number in range(count):
        room.append(kind="message", sender="p1", body=body)


def figure(town: Town, name: str, process: int = 0) -> float:
    """A line of /metrics; 0 where it is not there yet."""
    with urllib.request.urlopen(f"{town.addresses[process]}/metrics", timeout=5) as answer:
        lines = dict(line.rsplit(" ", 1) for line in answer.read().decode().splitlines() if line[:1] != "#")
    return float(lines.get(name, 0))


def cookie_of(who: Any) -> str:
    """A fresh session of a person; the secret of a guest stands as text."""
    if isinstance(who, str):
        return f"guest={who}"
    client = Client()
    client.force_login(get_user_model().objects.get(pk=who.pk), "django.contrib.auth.backends.ModelBackend")
    return f"session={client.cookies['session'].value}"


@pytest.fixture
def opened() -> Iterator[Callable[..., Tab]]:
    """`opened(town, who, process=None)`: a tab before its hello; through the common address or straight to one process."""
    tabs: list[Tab] = []

    def tab(town: Town, who: Any, process: int | None = None, cookie: str = "") -> Tab:
        address = town.address if process is None else town.addresses[process]
        tabs.append(Tab(address, cookie or cookie_of(who)))
        return tabs[-1]

    yield tab
    for one in tabs:
        with contextlib.suppress(Exception):
            one.close()
