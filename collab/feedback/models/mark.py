"""The index by which similar cases are found: plain numbers, on every database alike."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import connection, models

from ..alike.marks import kept_of, mark_of

if TYPE_CHECKING:
    from .case import Case

NEWEST = 200  # cases that are looked at for one number; the time it takes does not grow with the city
COMMON = 0.01  # what a word counts that stands in more cases than were looked at
AT_ONCE, MOST = 500, 200  # rows in one statement; words that are asked for


class Mark(models.Model):
    """That a case has a word. Which word it is cannot be read here, only tried."""

    pk = models.CompositePrimaryKey("mark", "case_id")
    mark = models.BigIntegerField()
    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="marks", db_index=False)

    @classmethod
    def fill(cls, cases: Iterable["Case"]) -> None:
        """For cases of which nothing is kept yet."""
        rows = [cls(mark=mark, case_id=case.pk) for case in cases for mark in kept_of(case.title, case.text)]
        cls.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)

    @classmethod
    def nearest(cls, words: Iterable[str], limit: int) -> list[int]:
        """Numbers of the cases that share the most and the rarest of these words, the best first. One query."""
        marks = sorted({mark_of(word) for word in words})[:MOST]
        if not marks:
            return []
        table = cls._meta.db_table
        newest = f"SELECT mark, case_id FROM {table} WHERE mark = %s ORDER BY case_id DESC LIMIT {NEWEST}"
        each = f"SELECT * FROM ({newest}) AS one"
        found: dict[int, list[int]] = {}
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([each] * len(marks)), marks)
            for mark, case in cursor.fetchall():
                found.setdefault(mark, []).append(case)
        scores: dict[int, float] = {}
        for cases in found.values():
            rarity = 1 / (1 + len(cases) / 20) if len(cases) < NEWEST else COMMON
            for case in cases:
                scores[case] = scores.get(case, 0.0) + rarity
        return sorted(scores, key=lambda case: (-scores[case], -case))[:limit]
