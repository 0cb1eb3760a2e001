"""The figures of the city, kept up by the verbs in their own transaction."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Self

from django.db import connection, models, transaction

from .share import FIELDS, Place, places, share_of, words_of

type Sums = dict[Place, Counter[str]]
CHUNK = 2000


class Figure(models.Model):
    """Something to add: rows are only ever added up, never changed, so that no two verbs wait for each other.

    `counts` are numbers by the words of `share`; less than nothing where a case moved away.
    """

    table = models.CharField(max_length=2)
    row = models.CharField(max_length=20)
    column = models.CharField(max_length=20)
    counts = models.JSONField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.column}"

    @classmethod
    def keep_up(cls, case: models.QuerySet[Any]) -> None:
        """`case` is the one row that has just changed, and is locked: what it adds now instead of what it added before."""
        now = case.values(*FIELDS, "counted").get()
        before, share = now["counted"], share_of(now)
        if before == share:
            return
        case.update(counted=share)
        change: Sums = {}
        add(change, before, -1)
        add(change, share, 1)
        cls.objects.bulk_create(cls.rows(change))

    @classmethod
    def rows(cls, sums: Sums) -> list[Self]:
        made = []
        for (table, row, column), counts in sums.items():
            left = {word: number for word, number in counts.items() if number}
            if left:
                made.append(cls(table=table, row=row, column=column, counts=left))
        return made

    @classmethod
    def sums(cls) -> Sums:
        """All that is counted, by one query."""
        return _added(cls.objects.order_by().values_list("table", "row", "column", "counts"))

    @classmethod
    def stamp(cls) -> int:
        """Another one after every change."""
        return cls.objects.aggregate(last=models.Max("pk"))["last"] or 0

    @classmethod
    def fold(cls, *, beyond: int = 2000) -> int:
        """Once there are more rows than this, one for each cell takes their place. How many went."""
        if cls.objects.count() <= beyond:
            return 0
        with transaction.atomic():
            old = list(cls.objects.select_for_update().order_by("pk"))
            sums = _added((one.table, one.row, one.column, one.counts) for one in old)
            cls.objects.filter(pk__in=[one.pk for one in old]).delete()
            kept = cls.objects.bulk_create(cls.rows(sums))
        return len(old) - len(kept)


def add(sums: Sums, share: str, sign: int) -> None:
    words = words_of(share)
    for place in places(share):
        cell = sums.setdefault(place, Counter())
        for word in words:
            cell[word] += sign


def _added(rows: Iterable[tuple[str, str, str, dict[str, int]]]) -> Sums:
    sums: Sums = {}
    for table, row, column, counts in rows:
        cell = sums.setdefault((table, row, column), Counter())
        for word, number in counts.items():
            cell[word] += number
    return sums


def recounted(cases: models.QuerySet[Any]) -> tuple[Sums, list[tuple[int, str]]]:
    """From the cases themselves: the sums, and the cases whose own note of what they add is not right."""
    sums: Sums = {}
    wrong: list[tuple[int, str]] = []
    for case in cases.order_by("pk").values("pk", "counted", *FIELDS).iterator(chunk_size=CHUNK):
        share = share_of(case)
        add(sums, share, 1)
        if share != case["counted"]:
            wrong.append((case["pk"], share))
    return sums, wrong


def recount(cases: models.QuerySet[Any], *, mend: bool) -> list[str]:
    """What the kept-up figures say otherwise than the cases, one line each; `mend` puts it right. Verbs wait meanwhile."""
    with transaction.atomic():
        if mend and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f'LOCK TABLE "{Figure._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
        sums, wrong = recounted(cases)
        kept = Figure.sums()
        told = [
            f"{' '.join(place)}: {word} {kept.get(place, Counter())[word]} instead of {sums.get(place, Counter())[word]}"
            for place in sorted({*sums, *kept})
            for word in sorted({*sums.get(place, ()), *kept.get(place, ())})
            if sums.get(place, Counter())[word] != kept.get(place, Counter())[word]
        ]
        if mend and (told or wrong):
            Figure.objects.all().delete()
            Figure.objects.bulk_create(Figure.rows(sums))
            model = cases.model
            model.objects.bulk_update([model(pk=pk, counted=share) for pk, share in wrong], ["counted"], batch_size=500)
    return told + [f"case {pk} is counted otherwise" for pk, _share in wrong]
