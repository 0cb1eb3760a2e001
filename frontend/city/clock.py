"""Living through past days: while a moment is set, the city's clock shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """`timezone.now()` is `moment` inside. For the generator of the demo city alone: one thread, no server running."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
