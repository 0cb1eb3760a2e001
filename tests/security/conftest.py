"""Real servers for what is tried on sockets."""

from tests.live.conftest import _valkey, opened, towns

__all__ = ["_valkey", "opened", "towns"]
