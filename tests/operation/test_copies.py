"""What bin/backup saves, bin/restore brings back, with a new epoch for every room."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.servers.postgres import Postgres

pytestmark = pytest.mark.once

FILL = """
from django.conf import settings
from pathlib import Path
from collab.live.models import Room
room = Room.objects.create(kind="conversation")
for number in range(5):
    room.append(kind="message", sender="p1", body={"text": f"第 {number} 句"}, html="")
Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
(Path(settings.MEDIA_ROOT) / "letter.txt").write_text("a letter")
"""
SHOW = """
from django.conf import settings
from pathlib import Path
from collab.live.models import Entry, Room
room = Room.objects.get()
print(room.epoch)
print([(entry.seq, entry.body) for entry in Entry.objects.order_by("seq")])
print((Path(settings.MEDIA_ROOT) / "letter.txt").read_text())
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request, tmp_path):
    """The environments of two cities: one that is filled, and an empty one of the same kind."""
    common = {name: value for name, value in os.environ.items() if not name.startswith("TOWNHALL_")}
    common["TOWNHALL_SECRET_KEY"] = "x" * 50
    cities = [common | {"TOWNHALL_DATA_DIR": str(tmp_path / name)} for name in ("here", "there")]
    server = None
    if request.param == "postgresql":
        server = Postgres()
        for name, city in zip(("here", "there"), cities, strict=True):
            city["TOWNHALL_DATABASE_URL"] = server.create(name)
            city["PATH"] = f"{server.binaries}:{city['PATH']}"
    yield cities
    if server:
        server.stop()


def _run(city, *command) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, env=city, capture_output=True, text=True, check=False)


def _manage(city, *arguments) -> str:
    done = _run(city, sys.executable, "manage.py", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _copies(city, *arguments) -> subprocess.CompletedProcess[str]:
    return _run(city, sys.executable, "bin/copies.py", *arguments)


def test_a_city_comes_back(places, tmp_path):
    here, there = places
    archive = tmp_path / "city.tar.gz"
    _manage(here, "migrate", "-v0")
    _manage(here, "shell", "--no-imports", "-c", FILL)
    before = _manage(here, "shell", "--no-imports", "-c", SHOW).splitlines()
    saved = _copies(here, "backup", str(archive))
    assert saved.returncode == 0, saved.stderr
    assert archive.stat().st_mode & 0o077 == 0

    restored = _copies(there, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    after = _manage(there, "shell", "--no-imports", "-c", SHOW).splitlines()
    assert after[1:] == before[1:]
    assert len(after) == 3
    assert after[0] != before[0]

    refused = _copies(there, "restore", str(archive))
    assert refused.returncode != 0
    assert "--replace" in refused.stderr
    replaced = _copies(there, "restore", str(archive), "--replace")
    assert replaced.returncode == 0, replaced.stderr


def test_nothing_to_save_is_told(tmp_path):
    city = {name: value for name, value in os.environ.items() if not name.startswith("TOWNHALL_")}
    city |= {"TOWNHALL_SECRET_KEY": "x" * 50, "TOWNHALL_DATA_DIR": str(tmp_path)}
    done = _copies(city, "backup", str(Path(tmp_path) / "city.tar.gz"))
    assert done.returncode != 0
    assert "there is no city here" in done.stderr
    assert not (tmp_path / "city.tar.gz").exists()
