"""The files that a person sent, as a list; the files themselves stay where they were sent to."""

from typing import Any

from collab.accounts import exports
from collab.accounts.guests import keys_of
from collab.accounts.models import Person

from .models import File


def register() -> None:
    exports.register("files", files)


def files(person: Person) -> list[dict[str, Any]]:
    mine = File.objects.filter(owner__in=keys_of(person.pk)).order_by("at")
    return [
        {"name": file.name, "type": file.media_type, "bytes": file.size, "at": file.at, "url": file.get_absolute_url()}
        for file in mine
    ]
