"""The city with a hall for tests, and with the wire's figures as a test wants them: TOWNHALL_TEST_LIVE as JSON."""

import json
import os

from collab.settings import *  # noqa: F403
from collab.settings import INSTALLED_APPS, LIVE

INSTALLED_APPS = [*INSTALLED_APPS, "tests.live.hall"]
LIVE = {**LIVE, **json.loads(os.environ.get("TOWNHALL_TEST_LIVE", "{}"))}
WHITENOISE_AUTOREFRESH = False
