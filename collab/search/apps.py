from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "collab.search"
    verbose_name = "Search"
