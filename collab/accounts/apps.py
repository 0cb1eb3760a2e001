from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "collab.accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from collab.live import places

        from . import own_data, sessions
        from .identify import Identify

        user_logged_in.connect(sessions.remember, dispatch_uid="remember-session")
        places.set_identify(Identify())
        own_data.register()
