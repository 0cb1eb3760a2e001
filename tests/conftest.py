"""Settings of test runs and the people that every test knows."""

import os

os.environ.setdefault("TOWNHALL_SECRET_KEY", "test-secret-" * 5)

from tests.world import world  # noqa: E402

__all__ = ["world"]
