"""A measured server: one child process, its CPU time and memory."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from tests.servers.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


class Server:
    def __init__(self, command: list[str], port: int, environment: dict[str, str], ready: str = "/readyz") -> None:
        self.port = port
        self.log = Path(tempfile.mkstemp(prefix="bench-log-")[1])
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | environment, stdout=log, stderr=log, start_new_session=True
            )
        self.look = psutil.Process(self.process.pid)
        try:
            self._wait(f"http://127.0.0.1:{port}{ready}")
        except BaseException:
            self.stop()
            raise

    def cpu(self) -> float:
        """Seconds of CPU used so far, of all its threads."""
        times = self.look.cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        """Resident bytes."""
        return int(self.look.memory_info().rss)

    def counts(self) -> tuple[int, int]:
        """Open descriptors and threads."""
        return self.look.num_fds(), self.look.num_threads()

    def stop(self) -> None:
        """With all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.unlink(missing_ok=True)

    def _wait(self, url: str) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(url, timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        said = self.log.read_text(errors="replace")[-2000:]
        raise RuntimeError(f"the server did not start: {said}")


@contextmanager
def serving(command: list[str], environment: dict[str, str], ready: str = "/readyz") -> Iterator[Server]:
    """`{port}` in the command and the environment is replaced by a free port."""
    port = free_port()
    server = Server(
        [part.format(port=port) for part in command],
        port,
        {name: value.format(port=port) for name, value in environment.items()},
        ready,
    )
    try:
        yield server
    finally:
        server.stop()


def plain(server: str) -> list[str]:
    """The command that serves the ordinary pattern on this server."""
    app = "bench.baselines.channels_app:application"
    if server == "daphne":
        return [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", "{port}", "--access-log", os.devnull, app]
    return [sys.executable, "-m", "uvicorn", "--port", "{port}", "--no-access-log", "--log-level", "warning", app]
