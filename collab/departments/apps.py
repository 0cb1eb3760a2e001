from django.apps import AppConfig


class DepartmentsConfig(AppConfig):
    name = "collab.departments"
    verbose_name = "Departments"
