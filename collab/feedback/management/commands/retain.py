"""Which cases lose their personal data now that their time is over. Nothing happens without --erase."""

from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from collab.feedback.models import Case
from collab.feedback.models.retention import Retention, erase, expired


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--erase", action="store_true", help="erase; without it the cases are only counted and named"
        )
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="as of this day, for looking ahead")

    def handle(self, *args: Any, **options: Any) -> None:
        day = options["on"] or timezone.localdate()
        found = list(expired(Case.objects.all(), day if not options["erase"] else timezone.localdate()))
        for kind, number in sorted(Counter(case.kind for case in found).items()):
            self.stdout.write(f"{kind}: {number} after {Retention.table()[kind]} months")
        if not options["erase"]:
            self.stdout.write(" ".join(case.number for case in found))
            self.stdout.write(f"{len(found)} would be erased; nothing was done")
            return
        for case in found:
            erase(case)
        self.stdout.write(f"{len(found)} erased")
