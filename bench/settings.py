"""The city as it is, with a kind of room for measuring and without limits on how often somebody may speak."""

from collab.settings import *  # noqa: F403
from collab.settings import INSTALLED_APPS, LIVE

INSTALLED_APPS = [*INSTALLED_APPS, "bench.hall"]
LOOSE = {"session": 100_000, "person": 100_000, "address": 100_000}
LIVE = LIVE | {
    "sends": {rank: ((100_000, 1),) for rank in ("citizen", "staff")},
    "frames": {rank: (100_000, 100_000) for rank in ("citizen", "staff")},
    "sockets": {"citizen": LOOSE, "staff": LOOSE},
}
WHITENOISE_AUTOREFRESH = False
