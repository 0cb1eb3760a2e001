from concurrent.futures import ThreadPoolExecutor

from collab.limits.allowance import Bucket, spend


def test_the_limit_is_told_with_the_wait():
    assert [spend("t", "a", limit=2, seconds=3600) for _turn in range(2)] == [0, 0]
    assert 0 < spend("t", "a", limit=2, seconds=3600) <= 3_600_000
    assert spend("t", "b", limit=2, seconds=3600) == 0
    assert spend("u", "a", limit=2, seconds=3600) == 0


def test_many_at_once_get_no_more_than_the_limit():
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _turn: spend("race", "a", limit=50, seconds=86_400), range(400)))
    assert waits.count(0) == 50


def test_a_bucket_fills_again(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("collab.limits.allowance.time.monotonic", lambda: now[0])
    bucket = Bucket(rate=2, burst=3, at=now[0])
    assert [bucket.take() for _turn in range(4)] == [True, True, True, False]
    now[0] += 0.5
    assert bucket.take()
    assert not bucket.take()
