"""Second factors sealed anew with the secret of now: after a change of TOWNHALL_SECRET_KEY, before the old one is dropped."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from collab.accounts.sealing import reseal


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        done, lost = reseal()
        self.stdout.write(f"{done} second factors sealed")
        if lost:
            raise CommandError(
                f"{lost} are sealed with a secret that is not in TOWNHALL_OLD_SECRET_KEYS; left as they are"
            )
