"""A client that greets and then reads nothing, at the level of TCP."""

import base64
import json
import os
import socket
import struct
from typing import Any


class NeverReads:
    def __init__(self, port: int, cookie: str, origin: str, room: Any) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", port))
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: {origin}\r\nCookie: {cookie}\r\n\r\n".encode()
        )
        head = b""
        while b"\r\n\r\n" not in head:
            head += self.socket.recv(1)
        assert b" 101 " in head, head
        self._put(json.dumps({"t": "hello", "v": 1, "rooms": {str(room.pk): {}}}))

    def _put(self, text: str) -> None:
        data, mask = text.encode(), os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        assert len(data) < 65_536
        head = bytes((0x81, 0x80 | len(data))) if len(data) < 126 else b"\x81\xfe" + struct.pack(">H", len(data))
        self.socket.sendall(head + mask + masked)

    def is_cut(self, seconds: float = 10) -> bool:
        """Read what had reached the network, to the end; no goodbye can get through where nobody reads."""
        self.socket.settimeout(seconds)
        try:
            while self.socket.recv(65_536):
                pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True
