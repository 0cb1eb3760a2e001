"""A city that would not be safe does not open."""

import os
import re
import subprocess
import sys

import pytest

from tests.house.tree import ROOT, files

pytestmark = pytest.mark.once

SECRET = "x" * 50
DEMO_SECRET = "demo-secret-that-every-reader-of-the-source-knows"


def _load(tmp_path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TOWNHALL_")}
    environment |= {"TOWNHALL_DATA_DIR": str(tmp_path)} | {
        f"TOWNHALL_{name}": value for name, value in variables.items()
    }
    command = [sys.executable, "-c", "import collab.settings"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, "TOWNHALL_SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "TOWNHALL_SECRET_KEY"),
        ({"SECRET_KEY": DEMO_SECRET}, "TOWNHALL_SECRET_KEY"),
        ({"SECRET_KEY": SECRET, "DEBUG": "yes"}, "TOWNHALL_DEBUG"),
        ({"SECRET_KEY": SECRET, "PROCESSES": "2"}, "TOWNHALL_REDIS_URL"),
        ({"SECRET_KEY": SECRET, "PROCESSES": "many"}, "TOWNHALL_PROCESSES"),
        ({"SECRET_KEY": SECRET, "DATABASE_URL": "mysql://x/y"}, "TOWNHALL_DATABASE_URL"),
        ({"SECRET_KEY_FILE": "/nowhere/at/all"}, "TOWNHALL_SECRET_KEY_FILE"),
    ],
)
def test_refuses_and_names_the_variable(tmp_path, variables, told):
    done = _load(tmp_path, **variables)
    assert done.returncode != 0
    assert told in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "variables",
    [
        {"SECRET_KEY": SECRET},
        {"DEMO": "yes"},
        {"SECRET_KEY": SECRET, "PROCESSES": "2", "REDIS_URL": "redis://127.0.0.1/0"},
    ],
)
def test_opens_when_it_is_safe(tmp_path, variables):
    done = _load(tmp_path, **variables)
    assert done.returncode == 0, done.stderr


def test_a_secret_may_come_from_a_file(tmp_path):
    (tmp_path / "secret").write_text(SECRET + "\n")
    assert _load(tmp_path, SECRET_KEY_FILE=str(tmp_path / "secret")).returncode == 0


def test_every_variable_is_described():
    read = re.compile(r"(?:\b(?:text|flag|number|words))\(\"([A-Z_]+)\"")
    names = {name for path in files(".py") for name in read.findall(path.read_text())}
    told = (ROOT / "docs" / "operation.md").read_text()
    assert len(names) > 15
    assert (
        sorted(
            name for name in names if f"TOWNHALL_{name}`" not in told and f"`{name.removeprefix('SMTP')}`" not in told
        )
        == []
    )
