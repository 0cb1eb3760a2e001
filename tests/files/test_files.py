import contextlib
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from collab.files.errors import Refused
from collab.files.kinds import examine
from collab.files.models import File, clean_name
from collab.live import places
from collab.live.models import Room


class OnlyAda:
    """A room that one person reads."""

    def __init__(self, key: str) -> None:
        self.key = key

    def role(self, room, viewer):
        return "read" if viewer.key == self.key else None


@pytest.fixture
def room(world, monkeypatch):
    monkeypatch.setitem(places._places, "test", OnlyAda(world.ada.key))
    return Room.objects.create(kind="test")


def picture(kind="JPEG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(out, kind, **more)
    return out.getvalue()


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


GOOD = [
    (picture("PNG"), "image/png"),
    (picture("WEBP"), "image/webp"),
    (b"%PDF-1.7 ... %%EOF", "application/pdf"),
    (
        package("[Content_Types].xml", "word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
]
BAD = [
    b"",
    b"<html><script>alert(1)</script>",
    b"<svg xmlns='x' onload='alert(1)'/>",
    b"GIF89a<script>",
    b"MZ\x90",
    package("evil.exe"),
    package("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    b"PK\x03\x04broken",
    b"%PDF-1.7 no end",
    b"\x89PNG\r\n\x1a\nbroken",
    b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    b"x" * (10 * 1024 * 1024 + 1),
]


@pytest.mark.parametrize(("data", "media_type"), GOOD)
def test_known_kinds_are_taken(data, media_type):
    assert examine(data)[0] == media_type


@pytest.mark.parametrize("data", BAD, ids=range(len(BAD)))
def test_everything_else_is_refused(data):
    with pytest.raises(Refused):
        examine(data)


def test_a_bomb_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", b"\0" * (201 * 1024 * 1024))
    with pytest.raises(Refused):
        examine(out.getvalue())


def test_pictures_of_phones_with_two_views_are_taken():
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (40, 20), "blue")]
    )
    media_type, ending, kept, pixels = examine(out.getvalue())
    assert (media_type, ending, pixels) == ("image/jpeg", ".jpeg", (40, 20))
    assert Image.open(io.BytesIO(kept)).format == "JPEG"


def test_a_turned_picture_is_drawn_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert examine(picture("JPEG", exif=exif))[3] == (20, 40)


@pytest.mark.parametrize("part", ["xl/macrosheets/sheet1.xml", "Basic/Standard/Module1.xml", "word/vbaProject.bin"])
def test_macros_are_refused_wherever_they_hide(part):
    with pytest.raises(Refused):
        examine(package("[Content_Types].xml", "word/document.xml", part))


def test_broken_pictures_are_refused_and_never_an_error():
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = picture(kind)
        for cut in range(8, len(whole) - 1, 7):
            for data in (whole[:cut], whole[:cut] + b"\xff\x00" + whole[cut + 2 :]):
                with contextlib.suppress(Refused):
                    assert examine(data)[0].startswith("image/")


def test_a_picture_loses_its_metadata_and_what_hides_behind_it():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    data = picture("JPEG", exif=exif) + b"<script>alert(1)</script>"
    kept = examine(data)[2]
    assert b"secret place" not in kept
    assert b"script" not in kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("社保.pdf.exe", "社保.pdf.pdf"),
        ("", "file.pdf"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("<x>.pdf", "x.pdf"),
    ],
)
def test_names_are_harmless(given, kept):
    assert clean_name(given, ".pdf") == kept


def test_only_who_reads_the_room_gets_the_file(world, room, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = File.receive(SimpleUploadedFile("扫描.html", b"%PDF-1.7 <script> %%EOF"), room=room, owner=world.ada.key)
    for person in (None, world.eve, world.adam, world.audrey):
        if person:
            client.force_login(person)
        assert client.get(file.get_absolute_url()).status_code == 404
    client.force_login(world.ada)
    page = client.get(file.get_absolute_url())
    assert page["Content-Type"] == "application/pdf"
    assert page["Content-Disposition"].startswith("attachment")
    assert page["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in page["Content-Security-Policy"]
