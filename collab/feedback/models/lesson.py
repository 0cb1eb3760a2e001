"""What the city's own decisions have taught: the words of the cases that each office was given."""

from django.db import models
from django.db.models import Q

from collab.departments.models import Department


class Lesson(models.Model):
    """To which office a case was given last. `counted` is the office at which its words stand in the tables."""

    case = models.OneToOneField("feedback.Case", models.CASCADE, primary_key=True, related_name="lesson")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    counted = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    waits = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["waits"], condition=Q(waits=True), name="lesson_waits")]

    @classmethod
    def decide(cls, case: models.Model, department: Department) -> None:
        """With the verb that dispatches; a chore counts the words later, so that nobody waits for it."""
        cls.objects.update_or_create(case_id=case.pk, defaults={"department": department, "waits": True})


class WordCount(models.Model):
    """In how many cases of an office a word stands."""

    word = models.CharField(max_length=24)
    department = models.ForeignKey(Department, models.CASCADE, related_name="+")
    cases = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "department"], name="word_once")]


class Tally(models.Model):
    """How many cases an office has taught, and how many words they hold together."""

    department = models.OneToOneField(Department, models.CASCADE, primary_key=True, related_name="+")
    cases = models.PositiveIntegerField(default=0)
    words = models.PositiveBigIntegerField(default=0)
