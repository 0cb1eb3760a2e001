"""Run in a city's environment: its offices with their duties and the centre's catalogue, and not a single decision yet."""

import json
import os

import django


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.core.management import call_command

    from collab.departments.models import Department
    from collab.feedback.models import Hint
    from frontend.city.hints import catalogue
    from frontend.city.offices import AREAS, OFFICES

    call_command("migrate", verbosity=0)
    call_command("seed_calendar", verbosity=0)
    root = Department.objects.create(code="D", name_zh="望川市", name_en="Wangchuan")
    rows = [*OFFICES, *((*area, "", "") for area in AREAS)]
    offices = {
        code: Department.objects.create(code=code, parent=root, name_zh=zh, name_en=en, duties_zh=duties, duties_en=duties_en)
        for code, zh, en, duties, duties_en in rows
    }  # fmt: skip
    Hint.seed((sort, word, offices[code]) for sort, word, code in catalogue())
    print(json.dumps({"rooms": [0], "headers": []}))


if __name__ == "__main__":
    main()
