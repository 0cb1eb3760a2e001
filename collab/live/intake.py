"""Daphne stores a body of any size before the application sees the request: here it is refused while it arrives."""

import io
from typing import Any

from daphne import http_protocol
from django.conf import settings

TOO_LARGE = b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 10\r\n\r\ntoo large\n"


class BoundedRequest(http_protocol.WebRequest):  # type: ignore[misc]
    """By the announced length at once, by the counted length where none is announced."""

    refused = False

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        if length is not None and length > settings.BODY_LIMIT:
            self.content = io.BytesIO()
            self._refuse()
        else:
            super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        if self.refused:
            return
        if self.content.tell() + len(data) > settings.BODY_LIMIT:
            self._refuse()
        else:
            super().handleContentChunk(data)

    def process(self) -> Any:
        return None if self.refused else super().process()

    def _refuse(self) -> None:
        self.refused = True
        self.channel.transport.write(TOO_LARGE)
        self.channel.loseConnection()


def bound_bodies() -> None:
    """For every connection that daphne accepts from now on."""
    http_protocol.WebRequest = BoundedRequest
