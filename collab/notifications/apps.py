from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "collab.notifications"
    verbose_name = "Notifications"

    def ready(self) -> None:
        from . import chores, own_data

        assert chores  # registered by being imported
        own_data.register()
