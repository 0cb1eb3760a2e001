"""Run in a city's environment: times of finding similar cases and similar replies for new letters, as JSON."""

import json
import os
import random
import sys
import time

import django

from bench.alike import letter

WARM = 5


def main(count: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    from collab.accounts.models import Person
    from collab.departments.models import Department, Grant
    from collab.feedback.alike.finding import candidates_for
    from collab.feedback.models import Case
    from collab.live.viewer import Viewer
    from collab.search.models import suggest

    person = Person.objects.create_user("handler@bench.test", "x", name="Handler")
    Grant.give(person=person, role="handler", department=Department.objects.get(code="D01"), by=None)
    viewer = Viewer(key=person.key, name=person.name, person_id=person.pk)
    dice = random.Random(7)
    keys = list(Case.objects.order_by("pk").values_list("pk", flat=True)[::50])
    duplicates, replies, rows, with_cases, with_replies, twins = [], [], [], 0, 0, 0
    for number in range(count + WARM):
        title, text = letter(dice)
        twin = Case.objects.get(pk=dice.choice(keys)) if number % 4 == 0 else None
        if twin is not None:
            title, text = twin.title, f"{twin.text}请尽快处理。"
        case = Case(title=title[:60], text=text, party="g0", received_at=Case.objects.get(pk=keys[0]).received_at)
        begun = time.perf_counter()
        found = candidates_for(case, viewer)
        middle = time.perf_counter()
        offered = suggest(f"{title} {text}"[:200])
        between = time.perf_counter()
        Case.objects.filter(pk=dice.choice(keys)).values_list("title").first()
        if number < WARM:
            continue
        duplicates.append(middle - begun)
        replies.append(between - middle)
        rows.append(time.perf_counter() - between)
        with_cases += bool(found)
        with_replies += bool(offered)
        assert twin is None or twin.pk in [one.case.pk for one in found], f"the twin of {twin.number} was not found"
        twins += twin is not None
    told = {
        "duplicates": f"{with_cases} of {count} have likely ones, all of {twins} repeated letters were found",
        "replies": f"{with_replies} of {count} are offered something",
    }
    print(json.dumps({"duplicates": duplicates, "replies": replies, "rows": rows, "found": told}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
