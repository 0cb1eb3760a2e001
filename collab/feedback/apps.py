from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "collab.feedback"
    verbose_name = "Feedback"

    def ready(self) -> None:
        from . import chores  # noqa: F401
