"""Slides and pictures that may be shown."""

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from collab.accounts.models import Person
from collab.audit.models import log
from collab.files.errors import Refused
from collab.files.models import File

from ..errors import Incomplete
from .steps import needed

if TYPE_CHECKING:
    from .interview import Interview


class Material(models.Model):
    """A picture in the hall's room; `caption` says in words what it shows (WCAG 1.1.1)."""

    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="materials")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    caption = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    @classmethod
    def add(cls, *, interview: "Interview", upload: UploadedFile, caption: str, by: Person) -> "Material":
        """Raises Incomplete without words, for what is no picture, and for a file that cannot be taken."""
        caption = needed(caption, 300)
        try:
            with transaction.atomic():
                file = File.receive(upload, room=interview.room, owner=by.key)
                if not file.is_picture:
                    raise Incomplete
                one = cls.objects.create(interview=interview, file=file, caption=caption)
                log(by, "interview.material", interview, material=one.pk)
                interview._call_back("material")
        except Refused as error:
            raise Incomplete(error.reason) from error
        return one
