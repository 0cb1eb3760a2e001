"""Published replies that are offered while somebody types, among many documents; beside an indexed one-row query."""

import json

from bench.figure import bounded, percentile
from bench.town import archived

DOCUMENTS = 20_000
P95_MS = 50


def suggest(quick: bool) -> None:
    documents = 3_000 if quick else DOCUMENTS
    with archived(cases=100, documents=documents) as town:
        times = json.loads(town.run("bench.offered", "100" if quick else "1000"))
    value, base = (percentile(times[name], 0.95) * 1000 for name in ("offered", "rows"))
    bounded("suggest", value, "ms p95", P95_MS, base, f"{documents} documents").show()
