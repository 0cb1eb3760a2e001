"""The parts of other departments in a case: one leads and answers, the others help (主办/协办, CR-03)."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from collab.departments.models import Department


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def open(self) -> "AssignmentQuerySet":
        return self.filter(answered_at=None, recalled_at=None)


class Assignment(models.Model):
    """A question of the leading department to another one; `due_on` lies inside the due date of the case."""

    case = models.ForeignKey("feedback.Case", models.CASCADE, related_name="assignments")
    department = models.ForeignKey(Department, models.PROTECT, related_name="assignments")
    question = models.TextField(max_length=2000)
    due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(max_length=8000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["department", "case"], condition=models.Q(recalled_at=None), name="assignment_seen"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "department"], condition=models.Q(answered_at=None, recalled_at=None),
                name="assignment_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.case_id} {self.department_id}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.recalled_at is None

    @property
    def is_overdue(self) -> bool:
        return bool(self.is_open and self.due_on and self.due_on < timezone.localdate())
