"""The pages that staff and public look at most, with many cases behind them: queries, and time beside an empty view."""

import json
import time
import urllib.request

from bench.figure import Figure, bounded, percentile
from bench.process import plain, serving
from bench.town import archived

CASES = 20_000
QUERIES, P95_MS = 12, 150
PAGES = {"agent": ("/desk/", "agent"), "cases": ("/cases/", "handler"), "published": ("/replies/", "")}


def times(address: str, cookies: str, count: int) -> list[float]:
    """Seconds of each request, one after the other, on connections of their own."""
    took = []
    for number in range(count + 3):
        request = urllib.request.Request(address, headers={"Cookie": cookies} if cookies else {})
        begun = time.perf_counter()
        with urllib.request.urlopen(request, timeout=30) as answer:
            answer.read()
            assert answer.status == 200 and answer.url == address, f"{address}: {answer.status} {answer.url}"
        if number >= 3:
            took.append(time.perf_counter() - begun)
    return took


def pages(quick: bool) -> None:
    cases, count = (4_000, 20) if quick else (CASES, 200)
    with archived(cases=cases, documents=100) as town:
        cookies: dict[str, str] = {"": "", **town.facts["cookies"]}
        asked = [f"{path}={cookies[who]}" for path, who in PAGES.values()]
        counts = json.loads(town.run("bench.counted", *asked))
        with serving(plain("daphne"), {}) as running:
            empty = percentile(times(f"http://127.0.0.1:{running.port}/empty", "", count), 0.95) * 1000
        with town.open("daphne") as running:
            for name, (path, who) in PAGES.items():
                queries = counts[path]
                Figure(
                    f"pages_{name}_queries", queries, "queries", None, None, f"<= {QUERIES}", queries <= QUERIES
                ).show()
                took = times(f"http://127.0.0.1:{running.port}{path}", cookies[who], count)
                value = percentile(took, 0.95) * 1000
                bounded(f"pages_{name}", value, "ms p95", P95_MS, empty, f"{cases} cases").show()
