"""Run in a city's environment: times of the public board after a change of some case, beside a one-row query, as JSON."""

import json
import os
import random
import sys
import time
from typing import Any

import django

WARM = 3
CHOICES: list[dict[str, str]] = [{}, {"department": "D03"}, {"kind": "help"}, {"since": "2026-01"}]


def main(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from collab.feedback.models import Case, Figure
    from collab.feedback.models.figure import recount

    settings.ALLOWED_HOSTS = ["*"]
    recount(Case.objects.all(), mend=True)
    dice, client = random.Random(7), Client()
    answered = list(Case.objects.exclude(answered_at=None).values_list("pk", flat=True)[:5000])
    board, rows, queries = [], [], 0
    for number in range(count + WARM):
        _rated(dice, answered, Case, Figure)
        with CaptureQueriesContext(connection) as asked:
            begun = time.perf_counter()
            answer = client.get("/board/", CHOICES[number % len(CHOICES)])
            took = time.perf_counter() - begun
        assert answer.status_code == 200, answer.status_code
        begun = time.perf_counter()
        Case.objects.filter(pk=dice.choice(answered)).values_list("number").first()
        if number >= WARM:
            rows.append(time.perf_counter() - begun)
            board.append(took)
            queries = max(queries, len(asked))
    begun = time.perf_counter()
    differs = len(recount(Case.objects.all(), mend=False))
    scratch = time.perf_counter() - begun
    print(json.dumps({"board": board, "rows": rows, "queries": queries, "differs": differs, "scratch": scratch}))


def _rated(dice: random.Random, answered: list[int], cases: Any, figures: Any) -> None:
    """What a rating does to the figures."""
    case = cases.objects.filter(pk=dice.choice(answered))
    case.update(rating=dice.randrange(1, 6))
    figures.keep_up(case)


if __name__ == "__main__":
    main(int(sys.argv[1]))
