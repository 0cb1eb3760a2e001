"""A kind of room in which every guest reads and writes; `!slow` in a message takes two seconds of database time."""

from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "bench.hall"

    def ready(self) -> None:
        from bench.hall.place import Hall
        from collab.live import places

        places.register("bench", Hall())
