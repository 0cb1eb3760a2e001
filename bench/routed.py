"""Run in a city's environment: what is proposed for letters that the city has never seen, as JSON."""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

FOLDS = 10
BOTH = {4: "D06", 7: "D03", 11: "D02", 17: "D11", 25: "D09", 29: "D11"}  # the second office, by the place in the list


def main(rounds: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from collab.departments.models import Department
    from collab.feedback.models import Hint
    from collab.feedback.routing.learning import learn
    from collab.feedback.routing.proposing import propose
    from frontend.city.enquiries import ENQUIRIES

    cases = _decided()
    while learn():
        pass
    wrong, helped = [], 0
    for number, (office, kind, title, text, _reply) in enumerate(ENQUIRIES):
        proposal = propose(title, text, kind)
        if not proposal.lead or proposal.lead.office.code != office:
            wrong.append(title)
        named = {one.office.code for one in proposal.ranked[:1] + proposal.helpers}
        helped += number in BOTH and {office, BOTH[number]} <= named
    left = sum(_left_out(cases, Hint.objects.all()))
    times, rows = [], []
    for _round in range(rounds):
        for _office, kind, title, text, _reply in ENQUIRIES:
            begun = time.perf_counter()
            propose(title, text, kind)
            between = time.perf_counter()
            Department.objects.filter(code="D01").values_list("pk").first()
            times.append(between - begun)
            rows.append(time.perf_counter() - between)
    Hint.objects.all().delete()
    by_words = [row[2] for row in ENQUIRIES if _lead(row[2], row[3], row[1]) != row[0]]
    print(json.dumps({
        "asked": len(ENQUIRIES), "taught": len(cases), "wrong": wrong, "wrong_by_words": by_words, "helpers": helped,
        "shared": len(BOTH), "left_out": len(cases), "left_right": left, "left_by_words": sum(_left_out(cases, None)),
        "times": times, "rows": rows,
    }))  # fmt: skip


def _lead(title: str, text: str, kind: str) -> str:
    from collab.feedback.routing.proposing import propose

    lead = propose(title, text, kind).lead
    return lead.office.code if lead else ""


def _decided() -> list[Any]:
    """The city's own decisions: cases that were opened, accepted and dispatched; without the enquiries that are asked here."""
    from collab.accounts.models import Person
    from collab.departments.models import Department
    from collab.feedback.models import Case
    from collab.live.viewer import STRANGER
    from frontend.city.everyday import EVERYDAY
    from frontend.city.matters import MATTERS
    from frontend.city.people import fill

    dice, by, cases = random.Random(8), Person.objects.create_user("centre@bench.test", "x", name="Centre"), []
    offices = {office.code: office for office in Department.objects.all()}
    for office, kind, title, text, _reply in MATTERS + EVERYDAY:
        case = Case.open(
            title=fill(title, dice), text=fill(text, dice), kind=kind, channel="web", party=STRANGER, consent=False,
            language="zh-hans",
        )  # fmt: skip
        case.accept(by=by)
        case.dispatch(department=offices[office], by=by)
        cases.append(case)
    return cases


def _left_out(cases: list[Any], hints: Any) -> Iterator[bool]:
    """For each tenth of the cases, learn the others anew and propose for these."""
    from django.db.models import Q

    from collab.feedback.models import Lesson, Tally, WordCount
    from collab.feedback.routing.learning import learn

    order = random.Random(1).sample(cases, len(cases))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        WordCount.objects.all().delete()
        Tally.objects.all().delete()
        Lesson.objects.update(counted=None, waits=True)
        Lesson.objects.filter(Q(pk__in=[case.pk for case in held])).update(waits=False)
        while learn():
            pass
        for case in held:
            yield _lead(case.title, case.text, case.kind) == case.department.code
    Lesson.objects.update(waits=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
