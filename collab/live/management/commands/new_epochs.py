"""After a restore: every room's log begins a new epoch, so that open browsers load it afresh."""

from typing import Any

from django.core.management.base import BaseCommand

from collab.live.models import Room, fresh_epoch


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        for room in Room.objects.all().iterator():
            Room.objects.filter(pk=room.pk).update(epoch=fresh_epoch())
        self.stdout.write(f"rooms: {Room.objects.count()}")
