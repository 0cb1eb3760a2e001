from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "collab.accounts"
    verbose_name = "Accounts"
