from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "collab.files"
    verbose_name = "Files"

    def ready(self) -> None:
        from . import chores, own_data

        assert chores  # registered by being imported
        own_data.register()
