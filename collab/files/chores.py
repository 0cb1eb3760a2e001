"""Files that the scanner has not seen yet are shown to it again."""

import contextlib

from collab.live.chores import every

from .models import File
from .scan import ScannerAway, is_wanted

AT_ONCE = 20


@every(5)
def scan_waiting() -> None:
    """As long as the scanner is away, the rest waits as well."""
    with contextlib.suppress(ScannerAway):
        for file in File.objects.filter(quarantined=True, infection="").order_by("at")[:AT_ONCE] if is_wanted() else ():
            file.scan()
