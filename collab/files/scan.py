"""The way to a virus scanner: clamd, at a socket of this machine or at a host and port (docs/operation.md)."""

import socket
import struct
from contextlib import closing

from django.conf import settings

PATIENCE = 20  # seconds
PIECE = 64 * 1024


class ScannerAway(Exception):
    """The scanner does not answer, or answers what cannot be understood: nothing is known of the file yet."""


def is_wanted() -> bool:
    return bool(settings.CLAMD)


def virus_in(data: bytes) -> str:
    """The name of what was found, or nothing. Raises ScannerAway."""
    try:
        with closing(_connect(settings.CLAMD)) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PIECE):
                piece = data[start : start + PIECE]
                line.sendall(struct.pack(">I", len(piece)) + piece)
            line.sendall(struct.pack(">I", 0))
            answer = _all_of(line).decode("ascii", "replace").strip("\0\n ")
    except (OSError, ValueError) as error:
        raise ScannerAway(str(error)) from error
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip() or "unnamed"
    if answer.endswith("OK"):
        return ""
    raise ScannerAway(answer[:200])


def _connect(address: str) -> socket.socket:
    """A path is a socket of this machine, all else host:port."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(address)
        return line
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)


def _all_of(line: socket.socket) -> bytes:
    answer = b""
    while piece := line.recv(4096):
        answer += piece
        if answer.endswith(b"\0") or len(answer) > 8192:
            break
    return answer
