"""Quarantine until the scanner has called a file clean; against a scanner that speaks clamd's protocol."""

import socket
import struct
import threading
from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from collab.audit.models import LogEntry
from collab.files.chores import scan_waiting
from collab.files.models import File
from collab.files.scan import ScannerAway, virus_in
from tests.files.test_files import room

__all__ = ["room"]
CLEAN, SICK = b"%PDF-1.7 harmless %%EOF", b"%PDF-1.7 EICAR-STANDARD-ANTIVIRUS-TEST-FILE %%EOF"


class Clamd:
    """INSTREAM alone; `says` overrides what is answered."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.server.getsockname()[1]}"
        self.says = b""
        self.seen: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _who = self.server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as incoming:
                assert incoming.read(10) == b"zINSTREAM\0"
                data = b""
                while length := struct.unpack(">I", incoming.read(4))[0]:
                    data += incoming.read(length)
                self.seen.append(data)
                found = b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in data else b"stream: OK\0"
                line.sendall(self.says or found)


@pytest.fixture
def clamd(settings) -> Iterator[Clamd]:
    scanner = Clamd()
    settings.CLAMD = scanner.address
    yield scanner
    scanner.server.close()


def receive(room, data, world):
    return File.receive(SimpleUploadedFile("a.pdf", data), room=room, owner=world.ada.key)


def test_what_is_clean_is_handed_out(world, client, room, clamd, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = receive(room, CLEAN, world)
        client.force_login(world.ada)
        waiting = client.get(file.get_absolute_url())
        assert waiting.status_code == 503 and waiting["Retry-After"]
        assert CLEAN not in waiting.content
    assert b"".join(client.get(file.get_absolute_url()).streaming_content) == CLEAN
    assert clamd.seen == [CLEAN]


def test_what_is_infected_is_destroyed_and_told(world, client, room, clamd, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = receive(room, SICK, world)
    client.force_login(world.ada)
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 410 and b"EICAR" not in answer.content
    assert not file.path.exists()
    assert LogEntry.objects.filter(verb="file.infected").count() == 1
    client.force_login(world.eve)
    assert client.get(file.get_absolute_url()).status_code == 404
    scan_waiting()
    assert len(clamd.seen) == 1


def test_while_the_scanner_is_away_files_wait(world, client, room, settings, django_capture_on_commit_callbacks):
    settings.CLAMD = "127.0.0.1:1"
    with django_capture_on_commit_callbacks(execute=True):
        file = receive(room, CLEAN, world)
    scan_waiting()
    file.refresh_from_db()
    assert file.quarantined and not file.infection
    scanner = Clamd()
    settings.CLAMD = scanner.address
    scanner.says = b"INSTREAM size limit exceeded. ERROR\0"
    scan_waiting()
    file.refresh_from_db()
    assert file.quarantined, "an error is no clean bill"
    scanner.says = b""
    scan_waiting()
    file.refresh_from_db()
    assert not file.quarantined
    scanner.server.close()


@pytest.mark.parametrize("address", ["/nowhere/clamd.sock", "host:port", "127.0.0.1:1"])
def test_an_address_at_which_nobody_answers(settings, address):
    settings.CLAMD = address
    with pytest.raises(ScannerAway):
        virus_in(b"x")


def test_without_a_scanner_nothing_is_held_back(world, room):
    assert not receive(room, SICK, world).quarantined
    scan_waiting()
