"""Run in a city's environment: times of suggestions while somebody types, beside an indexed one-row query, as JSON."""

import json
import os
import random
import sys
import time

import django

from bench.archive import question

WARM = 20


def main(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from collab.feedback.views.public import suggested
    from collab.search.models import Document

    dice = random.Random(7)
    keys = list(Document.objects.values_list("pk", flat=True)[:500])
    offered, rows, found = [], [], 0
    for number in range(count + WARM):
        whole = question(dice)
        typed = whole[: dice.randrange(2, len(whole))]
        begun = time.perf_counter()
        found += bool(suggested(typed)["replies"])
        between = time.perf_counter()
        Document.objects.filter(pk=dice.choice(keys)).values_list("title").first()
        if number >= WARM:
            offered.append(between - begun)
            rows.append(time.perf_counter() - between)
    assert found > count / 2, f"only {found} of {count} questions were offered something"
    print(json.dumps({"offered": offered, "rows": rows}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
