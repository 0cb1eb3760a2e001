"""Do the periodic work of a city whose web processes do not (TOWNHALL_WORKER=separate)."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from collab.live import chores


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_signal: stop.set())
        chores.loop(stop)
