"""Run in a city's environment: makes its tables, rooms and guests; prints what the client must know, as JSON."""

import json
import os
import sys
from datetime import timedelta

import django


def main(guests: int, rooms: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from collab.accounts import guests as cookies
    from collab.accounts.models import Guest, digest
    from collab.live.models import Room

    call_command("migrate", verbosity=0)
    ends = timezone.now() + timedelta(days=1)
    secrets = [f"bench-guest-{number}" for number in range(guests)]
    Guest.objects.bulk_create(
        [Guest(name=f"Guest {number}", token=digest(secret), ends_at=ends) for number, secret in enumerate(secrets)]
    )
    made = [Room.objects.create(kind="bench").pk for _each in range(rooms)]
    cookie = [f"Cookie: {cookies.COOKIE}={secret}\r\n" for secret in secrets]
    print(json.dumps({"rooms": made, "headers": cookie}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
