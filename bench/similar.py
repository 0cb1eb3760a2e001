"""Cases that may be the same matter, and published replies that resemble it, among many; beside an indexed one-row query."""

import json

from bench.figure import bounded, percentile
from bench.town import alike

TEXTS = 50_000
P95_MS = 80


def similar(quick: bool) -> None:
    texts = 4_000 if quick else TEXTS
    with alike(texts) as town:
        times = json.loads(town.run("bench.compared", "60" if quick else "500"))
    base = percentile(times["rows"], 0.95) * 1000
    for name, what in (("duplicates", "cases"), ("replies", "replies")):
        value = percentile(times[name], 0.95) * 1000
        bounded(f"similar_{name}", value, "ms p95", P95_MS, base, f"{texts} {what}; {times['found'][name]}").show()
