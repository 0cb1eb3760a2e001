"""The people that every test knows, fast passwords, nothing left over from the test before; servers and browsers on demand."""

import contextlib
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from tests.servers.browsing import axe, browser, new_page
from tests.servers.town import city, dedicated_postgres, dedicated_valkey
from tests.world import world

__all__ = ["axe", "browser", "city", "dedicated_postgres", "dedicated_valkey", "new_page", "world"]


@pytest.fixture(autouse=True)
def fast(settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_USE_FINDERS = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    """No allowance, lease or code of one test is spent in the next."""
    yield
    cache.clear()


@contextlib.contextmanager
def _append_only_lifted() -> Iterator[None]:
    """The audit trail refuses deletion even to the flush between transactional tests, on SQLite."""
    statements = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit%'")
            for name, statement in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
                statements.append(statement)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


_flush = TransactionTestCase._fixture_teardown


def _flush_everything(self: TransactionTestCase) -> None:
    with _append_only_lifted():
        _flush(self)


TransactionTestCase._fixture_teardown = _flush_everything
