"""Run in a city's environment: how far the log of a room goes, as JSON; fails where a number is missing."""

import json
import os
import sys

import django


def main(room: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from collab.live.models import Entry, Room

    head = Room.objects.get(pk=room).head
    assert Entry.objects.filter(room=room).count() == head, "numbers are missing"
    print(json.dumps({"head": head}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
