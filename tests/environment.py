"""The environment of a test run; loaded as a pytest plugin before Django reads its settings."""

import os
import tempfile

os.environ.setdefault("TOWNHALL_SECRET_KEY", "test-secret-" * 5)
os.environ.setdefault("TOWNHALL_DATA_DIR", tempfile.mkdtemp(prefix="townhall-test-"))
