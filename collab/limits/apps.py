from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "collab.limits"
    verbose_name = "Limits"
