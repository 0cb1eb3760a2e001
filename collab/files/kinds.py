"""What may be sent: the type follows from the content, never from the name."""

import io
import struct
import zipfile
import zlib

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from . import ole
from .errors import Refused

LARGEST = 10 * 1024 * 1024  # bytes
PIXELS = 50_000_000
UNPACKED = 200 * 1024 * 1024  # bytes that an office file may hold
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
RATIO = 200  # unpacked against packed; ordinary documents stay below 30
MACROS = ("vbaproject", "macrosheets/", "basic/", "scripts/")
PICTURE_ERRORS = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip
OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
}
UNKNOWN = _("Only pictures (PNG, JPEG, WebP), PDF and office documents can be sent.")


def examine(data: bytes) -> tuple[str, str, bytes, tuple[int, int] | None]:
    """(media type, ending, bytes to keep, width and height of a picture). Pictures are drawn anew without metadata.

    Raises Refused.
    """
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than 10 MB."))
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2048:]:
        return "application/pdf", ".pdf", data, None
    if data.startswith(b"PK\x03\x04"):
        media_type, ending = _office(data)
        return media_type, ending, data, None
    if data.startswith(ole.SIGN):
        media_type, ending = _old_office(data)
        return media_type, ending, data, None
    return _picture(data)


def _old_office(data: bytes) -> tuple[str, str]:
    try:
        kind, macros = ole.kind_of(data), ole.has_macros(data)
    except (ValueError, struct.error) as error:
        raise Refused(UNKNOWN) from error
    if kind is None:
        raise Refused(UNKNOWN)
    if macros:
        raise Refused(_("Documents with macros cannot be sent."))
    return kind


def _picture(data: bytes) -> tuple[str, str, bytes, tuple[int, int]]:
    try:
        with Image.open(io.BytesIO(data), formats=list(PICTURES)) as picture:
            if picture.width * picture.height > PIXELS:
                raise Refused(_("The picture has too many pixels."))
            kind = "JPEG" if picture.format == "MPO" else picture.format or ""  # some phones send two views in one file
            drawn = ImageOps.exif_transpose(picture).convert("RGB" if kind == "JPEG" else "RGBA")
    except PICTURE_ERRORS as error:
        raise Refused(UNKNOWN) from error
    out = io.BytesIO()
    clean = Image.new(drawn.mode, drawn.size)
    clean.paste(drawn)
    clean.save(out, kind, quality=88)
    return PICTURES[kind], f".{kind.lower()}", out.getvalue(), clean.size


def _office(data: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            names = {member.filename for member in members}
            unpacked = sum(member.file_size for member in members)
            if len(members) > 5_000 or unpacked > UNPACKED or unpacked > RATIO * max(len(data), 50_000):
                raise Refused(_("The document unpacks to too much."))
            if any(part in name.lower() for name in names for part in MACROS):
                raise Refused(_("Documents with macros cannot be sent."))
            for part, found in OFFICE.items():
                if part in names and "[Content_Types].xml" in names:
                    return found
            told = "mimetype" in names and package.getinfo("mimetype").file_size < 100
            media_type = package.read("mimetype").decode() if told else ""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refused(UNKNOWN) from error
    if media_type in OPEN_DOCUMENT:
        return media_type, OPEN_DOCUMENT[media_type]
    raise Refused(UNKNOWN)
