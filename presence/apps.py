from django.apps import AppConfig


class PresenceConfig(AppConfig):
    name = "presence"
    verbose_name = "Presence"

    def ready(self) -> None:
        from collab.live import places

        from . import chores, own_data
        from .attendance import Attendance

        assert chores  # registered by being imported
        places.set_attendance(Attendance())
        own_data.register()
