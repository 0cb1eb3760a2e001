"""The environment of a test run; loaded as a pytest plugin before Django reads its settings.

TOWNHALL_TEST_BACKEND=grown: PostgreSQL for the whole run, a Valkey for each worker. Otherwise SQLite in a file, no Valkey.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

GROWN = os.environ.get("TOWNHALL_TEST_BACKEND") == "grown"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _room() -> str:
    """A folder in memory where the machine has one: the tests' database need not survive."""
    memory = Path("/dev/shm")
    return tempfile.mkdtemp(prefix="townhall-test-", dir=memory if os.access(memory, os.W_OK) else None)


DATA_DIR = Path(_room())
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
(DATA_DIR / "static").mkdir()
os.environ["TOWNHALL_SECRET_KEY"] = "test-secret-" * 5
os.environ["TOWNHALL_DATA_DIR"] = str(DATA_DIR)
os.environ["TOWNHALL_TEST_DATABASE"] = str(DATA_DIR / "test.sqlite3")
os.environ["TOWNHALL_DEMO"] = "no"
os.environ["TOWNHALL_STAFF_SECOND_FACTOR"] = "no"

if GROWN:
    from tests.servers.postgres import Postgres
    from tests.servers.valkey import Valkey

    if not WORKER:
        postgres = Postgres()
        atexit.register(postgres.stop)
        os.environ["TOWNHALL_DATABASE_URL"] = postgres.url()
    valkey = Valkey()
    atexit.register(valkey.stop)
    os.environ["TOWNHALL_REDIS_URL"] = valkey.url
