from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "collab.api"
    verbose_name = "API"
