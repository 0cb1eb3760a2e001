"""Portraits for business cards: drawn anew, square and small, kept under random names outside of all that is served."""

import io
import secrets
import struct
import zlib
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST = 5 * 1024 * 1024  # bytes
PIXELS = 50_000_000
SIDE = 320  # pixels
BROKEN = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, OverflowError,
    struct.error, zlib.error, Image.DecompressionBombError,
)  # fmt: skip


def keep(data: bytes) -> str:
    """The name under which the portrait is kept. Raises ValidationError for what is no picture or is too large."""
    if len(data) > LARGEST:
        raise ValidationError({"photo": _("The photo is larger than 5 MB.")})
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as picture:
            if picture.width * picture.height > PIXELS:
                raise ValidationError({"photo": _("The photo has too many pixels.")})
            drawn = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (SIDE, SIDE))
    except BROKEN as error:
        raise ValidationError({"photo": _("The photo must be a PNG, JPEG or WebP picture.")}) from error
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)
    name = secrets.token_hex(16)
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    clean.save(path, "JPEG", quality=85)
    return name


def path_of(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "portraits" / name


def forget(name: str) -> None:
    path_of(name).unlink(missing_ok=True)
