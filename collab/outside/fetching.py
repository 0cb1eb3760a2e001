"""One way out to addresses that people typed: never to anything that is not public (server-side request forgery)."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings

SECONDS, LARGEST, REDIRECTS = 5, 2 * 1024 * 1024, 3
PORTS = {"https": 443, "http": 80}
MOVED = {301, 302, 303, 307, 308}


class NotAllowed(Exception):
    """The address is no http(s) address, names a user, or leads to a machine that is not public."""


class Unreachable(Exception):
    """No answer within SECONDS, a broken one, or more than LARGEST."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class _Line(http.client.HTTPConnection):
    """Connects to the address that was looked at, whatever the name would resolve to a moment later."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address, self.secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), SECONDS)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def fetch(
    url: str, *, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] | None = None, redirects: int = REDIRECTS
) -> Answer:  # fmt: skip
    """Every step of a redirect is looked at again; what is sent is sent to the first address alone. Raises NotAllowed, Unreachable."""
    until = time.monotonic() + SECONDS
    for _step in range(redirects + 1):
        answer = _once(url, method, body, dict(headers or {}), until)
        target = answer.headers.get("location", "")
        if answer.status not in MOVED or not target or redirects == 0:
            return answer
        url, method, body, headers = urljoin(url, target), "GET", b"", {}
    raise Unreachable("redirects")


def _once(url: str, method: str, body: bytes, headers: dict[str, str], until: float) -> Answer:
    host, port, secure, path = _parts(url)
    line = _Line(host, port, public_address(host, port), secure)
    try:
        line.request(method, path, body or None, {"User-Agent": "Townhall", "Connection": "close", **headers})
        return _read(line, until)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(type(error).__name__) from error
    finally:
        line.close()


def _read(line: _Line, until: float) -> Answer:
    """A server that drips is left when the time is over."""
    told = line.getresponse()
    parts, size = [], 0
    while part := told.read1(65536):
        size += len(part)
        if size > LARGEST or time.monotonic() > until:
            raise Unreachable("too much or too slow")
        parts.append(part)
    return Answer(told.status, {name.lower(): value for name, value in told.getheaders()}, b"".join(parts))


def _parts(url: str) -> tuple[str, int, bool, str]:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise NotAllowed("address") from error
    if parts.scheme not in PORTS or not host or not port or "@" in parts.netloc or any(ord(sign) < 33 for sign in url):
        raise NotAllowed("address")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return host, port, parts.scheme == "https", path.encode("ascii", "ignore").decode()


def public_address(host: str, port: int) -> str:
    """The first of its addresses, when all of them are public or the city allows this host. Raises NotAllowed, Unreachable."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Unreachable("name") from error
    if f"{host}:{port}" in settings.OUTSIDE_ALLOWED:
        return found[0]
    if not found or not all(is_public(address) for address in found):
        raise NotAllowed("not public")
    return found[0]


def is_public(address: str) -> bool:
    """Not of this machine, this network, a provider's inside, or an IPv4 address wrapped in IPv6."""
    one = ipaddress.ip_address(address.split("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        wrapped = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if wrapped is not None or one in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return one.is_global and not one.is_multicast and not one.is_reserved
