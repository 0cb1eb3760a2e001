"""A floor imports only what lies below it, and every app has its floor."""

import subprocess
import sys
import tomllib

import pytest

from tests.house.tree import APPS, ROOT, files, named

pytestmark = pytest.mark.once


def test_floors_hold():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    done = subprocess.run([*command, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_app_stands_on_a_floor():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    floors = {name.strip(" ()") for layer in contract["layers"] for name in layer.split("|")}
    apps = {named(app).replace("/", ".") for app in APPS}
    assert {app for app in apps if not any(app == floor or app.startswith(f"{floor}.") for floor in floors)} == set()


def test_only_the_environment_module_reads_the_environment():
    allowed = {"collab/environment.py", "asgi.py", "manage.py"}
    assert [
        named(path) for path in files(".py") if "os.environ" in path.read_text() and named(path) not in allowed
    ] == []
