from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "collab.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from collab.live import places

        from . import own_data
        from .identify import Identify

        places.set_identify(Identify())
        own_data.register()
