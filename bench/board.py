"""The public board recomputed from what the verbs keep up, with many cases behind it; beside an indexed one-row query."""

import json

from bench.figure import Figure, bounded, percentile
from bench.town import archived

CASES = 200_000
QUERIES, P95_MS = 12, 100


def board(quick: bool) -> None:
    cases, count = (10_000, 30) if quick else (CASES, 300)
    with archived(cases=cases, documents=100) as town:
        seen = json.loads(town.run("bench.recomputed", str(count)))
    queries, differs = seen["queries"], seen["differs"]
    Figure("board_queries", queries, "queries", None, None, f"<= {QUERIES}", queries <= QUERIES).show()
    value, base = (percentile(seen[name], 0.95) * 1000 for name in ("board", "rows"))
    bounded("board", value, "ms p95", P95_MS, base, f"{cases} cases, page and all, nothing kept from before").show()
    note = f"counted from scratch in {seen['scratch']:.1f} s"
    Figure("board_differs", differs, "figures", None, None, "0", differs == 0, note).show()
