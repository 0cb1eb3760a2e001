from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "collab.feedback"
    verbose_name = "Feedback"
