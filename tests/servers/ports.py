"""Ports nobody uses, and waiting until somebody does."""

import socket
import time
import urllib.error
import urllib.request


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, seconds: float = 30) -> None:
    """Raises TimeoutError when nobody listens in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nobody listens on {port}")


def status(url: str, seconds: float = 5) -> int:
    """The HTTP status at the address; 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return 0


def wait_until_ready(address: str, seconds: float = 40) -> None:
    """Until /readyz says 200; raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if status(f"{address}/readyz") == 200:
            return
        time.sleep(0.1)
    raise TimeoutError(f"{address} is not ready")
