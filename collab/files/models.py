"""Files that people send into a room; whoever may read the room may read its files."""

import contextlib
import unicodedata
import uuid
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from collab.audit.models import log
from collab.live import places
from collab.live.models import Room
from collab.live.viewer import Viewer

from .errors import Refused
from .kinds import LARGEST, examine
from .scan import ScannerAway, is_wanted, virus_in


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
    quarantined = models.BooleanField(default=False, db_index=True)
    infection = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def receive(cls, upload: UploadedFile, *, room: Room, owner: str) -> "File":
        """Check by content and keep; in quarantine until a scanner has seen it, where there is one. Raises Refused."""
        if (upload.size or 0) > LARGEST:
            raise Refused(_("The file is larger than 10 MB."))
        media_type, ending, data, pixels = examine(upload.read())
        file = cls(
            room=room, owner=owner, name=clean_name(upload.name or "", ending), media_type=media_type, size=len(data),
            width=pixels[0] if pixels else None, height=pixels[1] if pixels else None, quarantined=is_wanted(),
        )  # fmt: skip
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_bytes(data)
        file.save(force_insert=True)
        if file.quarantined:
            transaction.on_commit(file._scan_now)
        return file

    def scan(self) -> None:
        """Show it to the scanner: what is clean is handed out, what is not is destroyed. Raises ScannerAway."""
        found = virus_in(self.path.read_bytes()) if self.path.exists() else "missing"
        with transaction.atomic():
            self.quarantined, self.infection = bool(found), found[:120]
            self.save(update_fields=["quarantined", "infection"])
            if found:
                log(None, "file.infected", self)
        if found:
            self.path.unlink(missing_ok=True)

    def _scan_now(self) -> None:
        """Right after it came in; a scanner that is away is asked again by the chore."""
        with contextlib.suppress(ScannerAway):
            self.scan()

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
