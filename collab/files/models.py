"""Files that people send into a room; whoever may read the room may read its files."""

import unicodedata
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collab.live import places
from collab.live.models import Room
from collab.live.viewer import Viewer

from .errors import Refused
from .kinds import LARGEST, examine


class File(models.Model):
    """Stored under a random name outside of all that is served; `size` in bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    room = models.ForeignKey(Room, models.CASCADE, related_name="files")
    owner = models.CharField(max_length=24, db_index=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def receive(cls, upload: UploadedFile, *, room: Room, owner: str) -> "File":
        """Check by content and keep. Raises Refused with a sentence for the sender."""
        if (upload.size or 0) > LARGEST:
            raise Refused(_("The file is larger than 10 MB."))
        media_type, ending, data, pixels = examine(upload.read())
        file = cls(
            room=room, owner=owner, name=clean_name(upload.name or "", ending), media_type=media_type, size=len(data),
            width=pixels[0] if pixels else None, height=pixels[1] if pixels else None,
        )  # fmt: skip
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_bytes(data)
        file.save(force_insert=True)
        return file

    @property
    def path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.id.hex[:2] / self.id.hex

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    def readable_by(self, viewer: Viewer) -> bool:
        try:
            return places.place_of(self.room).role(self.room, viewer) is not None
        except KeyError:
            return False

    def get_absolute_url(self) -> str:
        return reverse("file", args=[self.id, self.name])


def clean_name(name: str, ending: str) -> str:
    """The sender's name for it, without path, signs of control and foreign endings."""
    stem = unicodedata.normalize("NFKC", name).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    kept = "".join(sign for sign in stem if sign.isprintable() and sign not in '<>:"|?*%#;')
    return f"{kept.strip(' .')[:80] or 'file'}{ending}"
