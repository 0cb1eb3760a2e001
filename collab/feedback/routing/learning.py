"""Counting what was decided, a few hundred cases at a time."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import F

from ..models import Case, Lesson, Tally, WordCount
from .words import words_of

AT_ONCE = 200
LONGEST = 24  # characters of a word


def learn() -> int:
    """Put the words of what was decided lately where they belong; how many cases that were. One process at a time."""
    with transaction.atomic():
        lessons = list(Lesson.objects.filter(waits=True).order_by("pk")[:AT_ONCE])
        texts = dict(Case.objects.filter(pk__in=[one.pk for one in lessons]).values_list("pk", "title").order_by())
        bodies = dict(Case.objects.filter(pk__in=texts).values_list("pk", "text").order_by())
        changes: dict[int, Counter[str]] = defaultdict(Counter)
        cases: Counter[int] = Counter()
        for lesson in lessons:
            words = {word[:LONGEST] for word in words_of(f"{texts[lesson.pk]}\n{bodies[lesson.pk]}")}
            if lesson.counted_id == lesson.department_id:
                continue
            for office, sign in ((lesson.counted_id, -1), (lesson.department_id, 1)):
                if office is not None:
                    changes[office].update(dict.fromkeys(words, sign))
                    cases[office] += sign
        for office, counts in changes.items():
            _add(office, cases[office], counts)
        Lesson.objects.filter(pk__in=texts).update(counted=F("department"), waits=False)
    return len(lessons)


def _add(office: int, cases: int, counts: Counter[str]) -> None:
    """No count falls below nothing, also where a text was shortened in between."""
    known = {row.word: row for row in WordCount.objects.filter(department_id=office, word__in=list(counts))}
    for word, row in known.items():
        row.cases = max(0, row.cases + counts[word])
    WordCount.objects.bulk_update(known.values(), ["cases"], batch_size=400)
    fresh = [
        WordCount(word=word, department_id=office, cases=more)
        for word, more in counts.items()
        if more > 0 and word not in known
    ]
    WordCount.objects.bulk_create(fresh, batch_size=400)
    tally, _made = Tally.objects.get_or_create(department_id=office)
    tally.cases = max(0, tally.cases + cases)
    tally.words = max(0, tally.words + sum(counts.values()))
    tally.save()
