"""How often the office that is proposed for a letter is the right one: on enquiries that the city has never decided on."""

import json

from bench.figure import Figure, bounded, percentile
from bench.town import untaught

LEADS, SHARE, P95_MS = 27, 0.75, 80


def routing(quick: bool) -> None:
    with untaught() as town:
        seen = json.loads(town.run("bench.routed", "2" if quick else "10"))
    asked, taught = seen["asked"], seen["taught"]
    right, alone = asked - len(seen["wrong"]), asked - len(seen["wrong_by_words"])
    missed = "; ".join(seen["wrong"]) or "none"
    Figure(
        "routing", right, f"of {asked}", float(alone), right / alone, f">= {LEADS} of {asked}", right >= LEADS,
        f"{taught} decisions learnt, none of them about these; baseline: without the catalogue; wrong: {missed}",
    ).show()  # fmt: skip
    Figure(
        "routing_helpers", seen["helpers"], f"of {seen['shared']}", note="matters of two offices: both are proposed"
    ).show()
    share, plain = (seen[name] / seen["left_out"] for name in ("left_right", "left_by_words"))
    note = f"{seen['left_out']} decisions, each left out of what is learnt; baseline: without the catalogue"
    Figure("routing_left_out", share, "share right", plain, share / plain, f">= {SHARE:g}", share >= SHARE, note).show()
    value, base = (percentile(seen[name], 0.95) * 1000 for name in ("times", "rows"))
    bounded("routing_time", value, "ms p95", P95_MS, base, "one proposal; beside a one-row query").show()
