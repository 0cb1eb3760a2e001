"""The one way out: to public machines alone, by every trick of an address."""

import socket

import pytest

from collab.outside import fetching
from collab.outside.fetching import LARGEST, NotAllowed, Unreachable, fetch, is_public


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
     "64:ff9b::a00:1", "2002:a00:1::", "2001:db8::1", "198.18.0.1", "192.0.2.1"],
)  # fmt: skip
def test_what_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "223.5.5.5", "2400:3200::1"])
def test_what_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "file:///etc/passwd", "gopher://x/", "http://", "https://user:word@a.example/", "http://a.example:99999/",
     "http://[::1", "javascript:alert(1)", "http://a.example/\r\nX: y", "//a.example/", "http://127.0.0.1/", "http://localhost/",
     "http://0x7f.1/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://127.1:80/"],
)  # fmt: skip
def test_addresses_that_lead_inside_are_refused(url):
    with pytest.raises((NotAllowed, Unreachable)):
        fetch(url)


def test_a_name_that_resolves_to_a_machine_inside_is_refused(monkeypatch):
    def resolve(host, port, **more):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", port)),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", port)),
        ]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", resolve)
    with pytest.raises(NotAllowed):
        fetch("https://two-faced.example/")


def test_it_asks_and_reads(other):
    answer = fetch(other.url + "?a=1", method="POST", body=b"x", headers={"X-Y": "z"})
    assert (answer.status, answer.body) == (200, b"ok")
    asked = other.asked[0]
    assert (asked.method, asked.path, asked.body, asked.headers["X-Y"]) == ("POST", "/in?a=1", b"x", "z")


def test_a_redirect_is_looked_at_again_and_carries_nothing_along(other):
    other.answers = [(302, {"Location": "/next"}, b"")]
    assert fetch(other.url, method="POST", body=b"secret", headers={"X-Y": "z"}).status == 200
    assert (other.asked[1].method, other.asked[1].body, other.asked[1].headers["X-Y"]) == ("GET", b"", None)
    other.answers = [(302, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")]
    with pytest.raises(NotAllowed):
        fetch(other.url)
    other.answers = [(302, {"Location": "/again"}, b"")] * 5
    with pytest.raises(Unreachable):
        fetch(other.url)


def test_too_much_is_left(other):
    other.answers = [(200, {}, b"x" * (LARGEST + 1))]
    with pytest.raises(Unreachable):
        fetch(other.url)


def test_a_server_that_drips_is_left(monkeypatch, settings):
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    listener = socket.create_server(("127.0.0.1", 0))
    settings.OUTSIDE_ALLOWED = [f"127.0.0.1:{listener.getsockname()[1]}"]
    with pytest.raises(Unreachable):
        fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/")
