"""Count the figures of the public board from the cases themselves, and put right what differs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from collab.feedback.models import Case
from collab.feedback.models.figure import recount

SHOWN = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say what differs; ends with an error if anything does"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        differs = recount(Case.objects.all(), mend=not options["check"])
        for line in differs[:SHOWN]:
            self.stdout.write(line)
        if len(differs) > SHOWN:
            self.stdout.write(f"and {len(differs) - SHOWN} more")
        if differs and options["check"]:
            raise CommandError(f"{len(differs)} figures are not what the cases say.")
        self.stdout.write(f"{len(differs)} differed." if differs else "All figures are what the cases say.")
