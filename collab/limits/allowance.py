"""How often somebody may do something, counted over all processes through the shared cache."""

import time
from dataclasses import dataclass, field

from django.core.cache import cache


def spend(name: str, who: str, *, limit: int, seconds: int) -> int:
    """Count one act. 0 when it is allowed, else the milliseconds after which it will be. Fixed windows of `seconds`."""
    now = time.time()
    window = int(now // seconds)
    key = f"allowance:{name}:{who}:{window}"
    if cache.add(key, 1, timeout=seconds + 1):
        used = 1
    else:
        try:
            used = cache.incr(key)
        except ValueError:
            used = 1
    return 0 if used <= limit else max(1, int(((window + 1) * seconds - now) * 1000))


@dataclass(slots=True)
class Bucket:
    """An allowance of one socket, in memory: `rate` a second, `burst` at once."""

    rate: float
    burst: float
    level: float = field(init=False)
    at: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.level = self.burst

    def take(self) -> bool:
        now = time.monotonic()
        self.level = min(self.burst, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level < 1:
            return False
        self.level -= 1
        return True
