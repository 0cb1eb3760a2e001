"""A server of another's, on this machine."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest


@pytest.fixture
def other(settings) -> Iterator[SimpleNamespace]:
    """`other.asked` is what came, `other.answers` what is told next: (status, headers, body)."""
    here = SimpleNamespace(asked=[], answers=[])

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            here.asked.append(SimpleNamespace(path=self.path, method=self.command, headers=self.headers, body=body))
            status, headers, told = here.answers.pop(0) if here.answers else (200, {}, b"ok")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here.port = server.server_port
    here.url = f"http://127.0.0.1:{here.port}/in"
    settings.OUTSIDE_ALLOWED = [f"127.0.0.1:{here.port}"]
    yield here
    server.shutdown()
    server.server_close()
