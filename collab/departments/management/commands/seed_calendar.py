"""Load the official table of working days for the years that the package chinesecalendar knows."""

from typing import Any

from django.core.management.base import BaseCommand

from collab.departments import seeding


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        years = seeding.known_years()[-3:]
        for year in years:
            seeding.load(year)
        self.stdout.write(f"working days: {years[0]} to {years[-1]}")
