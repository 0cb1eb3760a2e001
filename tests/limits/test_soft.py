"""The shared cache may vanish at any time."""

import time

import pytest

from collab.limits import soft
from collab.limits.soft import SoftCache

pytestmark = pytest.mark.once


@pytest.fixture
def cache(dedicated_valkey, monkeypatch):
    monkeypatch.setattr(soft, "PAUSE", 0.2)
    return SoftCache(dedicated_valkey.url, {})


def test_it_keeps_what_it_is_given(cache):
    assert cache.add("n", 1)
    assert not cache.add("n", 1)
    assert cache.incr("n") == 2
    cache.set("text", "春")
    assert cache.get_many(["n", "text"]) == {"n": 2, "text": "春"}
    assert cache.has_key("text") and cache.touch("text") and cache.delete("text")
    with pytest.raises(ValueError):
        cache.incr("nobody")


def test_a_dead_server_is_as_if_nothing_were_kept(cache, dedicated_valkey):
    cache.set("text", "春")
    dedicated_valkey.kill()
    begun = time.monotonic()
    for _attempt in range(50):
        assert cache.get("text", "none") == "none"
        assert cache.add("n", 1)
        assert cache.incr("n") == 1
        assert cache.get_many(["text"]) == {}
        assert not cache.delete("text")
        cache.set("text", "夏")
        cache.clear()
    assert time.monotonic() - begun < 2
    dedicated_valkey.start()
    time.sleep(0.3)
    cache.set("text", "秋")
    assert cache.get("text") == "秋"
