from itertools import batched
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from collab.feedback.models import Case, Mark


class Command(BaseCommand):
    help = "Build the index of similar cases anew, for a city that had cases before it had the index."

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            Mark.objects.all().delete()
            for cases in batched(Case.objects.only("pk", "title", "text").order_by("pk").iterator(500), 500):
                Mark.fill(cases)
        self.stdout.write(f"{Mark.objects.count()} marks")
