"""The commands and variables of docker-compose.yml, run by hand: no engine, but real processes, PostgreSQL and Valkey."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg
import pytest
import yaml

from tests.house.tree import ROOT
from tests.servers.ports import free_port, status, wait_until_ready
from tests.servers.postgres import Postgres
from tests.servers.valkey import Valkey

pytestmark = pytest.mark.once
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
DOMAIN = "townhall.test"


@pytest.fixture(scope="module")
def engines():
    postgres, valkey = Postgres(), Valkey()
    yield postgres, valkey
    postgres.stop()
    valkey.stop()


@pytest.fixture(scope="module")
def variables(engines, tmp_path_factory):
    """What `web1` gets, with this machine's addresses and secrets in place of the containers'."""
    folder: Path = tmp_path_factory.mktemp("grown")
    postgres, valkey = engines
    secrets = {"secret_key": "s" * 64, "database_url": postgres.url(), "smtp_password": ""}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TOWNHALL_")}
    for name, value in SERVICES["web1"]["environment"].items():
        value = value.replace("redis://valkey:6379/0", valkey.url).replace("/run/secrets/", f"{folder}/")
        environment[name] = re.sub(r"\$\{(\w+)(?::[-?]([^}]*))?\}", lambda found: _given(found), value)
    for name, value in secrets.items():
        (folder / name).write_text(value)
    environment["TOWNHALL_DATA_DIR"] = str(folder / "data")
    environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
    return environment


def _given(found: re.Match[str]) -> str:
    return DOMAIN if found[1] == "TOWNHALL_DOMAIN" else found[2] or ""


@pytest.fixture(scope="module")
def prepared(variables):
    done = subprocess.run(
        SERVICES["prepare"]["command"], cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return variables


@pytest.fixture(scope="module")
def running(prepared):
    """Ports of the web processes; a worker runs beside them. All must leave on SIGTERM by themselves."""
    found = re.search(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert found
    serve = yaml.safe_load(found[1])
    ports = [free_port() for name in SERVICES if name.startswith("web")]
    commands = [[*serve[:-3], "127.0.0.1", "--port", str(port)] for port in ports]
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=prepared, stderr=subprocess.PIPE)
        for command in [*commands, SERVICES["worker"]["command"]]
    ]
    for port in ports:
        wait_until_ready(f"http://127.0.0.1:{port}")
    yield ports
    for process in processes:
        process.send_signal(signal.SIGTERM)
    assert [process.wait(30) for process in processes] == [0] * len(processes), [
        process.communicate() for process in processes
    ]


def _page(port: int, path: str) -> tuple[dict[str, str], bytes]:
    headers = {"Host": DOMAIN, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
    with urllib.request.urlopen(urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)) as answer:
        return {name.lower(): value for name, value in answer.headers.items()}, answer.read()


def test_each_process_is_ready(running):
    assert [status(f"http://127.0.0.1:{port}/readyz") for port in running] == [200] * len(running)


def test_a_page_comes_with_its_guards(running):
    headers, body = _page(running[0], "/")
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" in headers
    assert b"<html" in body


def test_static_files_carry_their_version(running):
    _headers, body = _page(running[0], "/")
    styles = re.findall(rb'href="(/static/[^"]+\.css)"', body)
    assert styles
    for style in styles:
        assert re.search(rb"\.[0-9a-f]{12}\.css$", style)
        headers, _style = _page(running[-1], style.decode())
        assert "immutable" in headers["cache-control"]


def test_the_worker_does_the_chores(running, engines):
    end = time.monotonic() + 15
    with psycopg.connect(engines[0].url(), autocommit=True) as connection:
        while not (rows := connection.execute("SELECT count(*) FROM live_lease").fetchone()) or not rows[0]:
            assert time.monotonic() < end, "no chore was ever claimed"
            time.sleep(0.2)


@pytest.mark.skipif(not shutil.which("caddy"), reason="no caddy on this machine")
def test_the_proxy_accepts_its_file():
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(ROOT / "deploy" / "Caddyfile")]
    done = subprocess.run(
        command, env=os.environ | {"TOWNHALL_DOMAIN": DOMAIN}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
