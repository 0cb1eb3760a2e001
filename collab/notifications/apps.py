from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "collab.notifications"
    verbose_name = "Notifications"
