from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "collab.audit"
    verbose_name = "Audit"
