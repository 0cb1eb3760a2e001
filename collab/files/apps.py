from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "collab.files"
    verbose_name = "Files"

    def ready(self) -> None:
        from . import own_data

        own_data.register()
