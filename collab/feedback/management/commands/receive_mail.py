"""Take in what waits in the mail box of TOWNHALL_MAIL_IN, once; a running city does it every minute by itself."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from collab.feedback.mail_in.boxes import empty
from collab.feedback.mail_in.taking import take


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_IN:
            raise CommandError(
                "TOWNHALL_MAIL_IN is not set: say where the mail waits, for example maildir:///var/mail/city."
            )
        fates: Counter[str] = Counter()
        count = empty(settings.MAIL_IN, lambda data: fates.update([take(data)]))
        told = ", ".join(f"{fate} {number}" for fate, number in sorted(fates.items()))
        self.stdout.write(f"{count} taken in{': ' if told else ''}{told}")
