"""What may be sent: the type follows from the content, never from the name."""

import io
import zipfile

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .errors import Refused

LARGEST = 10 * 1024 * 1024  # bytes
PIXELS = 50_000_000
UNPACKED = 200 * 1024 * 1024  # bytes that an office file may hold
PICTURES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
OFFICE = {
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "ppt/presentation.xml": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
}
OPEN_DOCUMENT = {
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
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
    return _picture(data)


def _picture(data: bytes) -> tuple[str, str, bytes, tuple[int, int]]:
    try:
        with Image.open(io.BytesIO(data), formats=list(PICTURES)) as picture:
            if picture.width * picture.height > PIXELS:
                raise Refused(_("The picture has too many pixels."))
            kind = picture.format or ""
            drawn = ImageOps.exif_transpose(picture).convert("RGB" if kind == "JPEG" else "RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
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
            if len(members) > 5_000 or sum(member.file_size for member in members) > UNPACKED:
                raise Refused(_("The document unpacks to too much."))
            if any("vbaproject" in name.lower() for name in names):
                raise Refused(_("Documents with macros cannot be sent."))
            for part, found in OFFICE.items():
                if part in names and "[Content_Types].xml" in names:
                    return found
            media_type = package.read("mimetype").decode() if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise Refused(UNKNOWN) from error
    if media_type in OPEN_DOCUMENT:
        return media_type, OPEN_DOCUMENT[media_type]
    raise Refused(UNKNOWN)
