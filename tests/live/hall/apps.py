from django.apps import AppConfig


class HallConfig(AppConfig):
    name = "tests.live.hall"

    def ready(self) -> None:
        from collab.live import places

        from .place import Hall

        places.register("hall", Hall())
