"""What the public reads of a case."""

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import Viewer
from collab.search.models import forget, index
from collab.text.render import render_safe

from .follower import Follower


class Publication(models.Model):
    """What the public reads: masked, with the five things (PU-01)."""

    case = models.OneToOneField("feedback.Case", models.CASCADE, related_name="publication")
    title = models.CharField(max_length=60)
    question = models.TextField()
    answer = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    helped = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"], condition=models.Q(withdrawn_at=None), name="publication_shown")]

    @property
    def html(self) -> str:
        return render_safe(self.answer)

    def get_absolute_url(self) -> str:
        return reverse("reply", args=[self.case.number])

    def show(self) -> None:
        """Into search and suggestions, with the caller's transaction."""
        case = self.case
        index(
            kind="reply", key=case.number, title=self.title, text=f"{self.question}\n{self.answer}",
            url=self.get_absolute_url(), language=case.language, at=case.answered_at,
            department=case.department.code if case.department else "",
        )  # fmt: skip

    def withdraw(self, *, by: Person | Viewer) -> None:
        """Gone from the list, search and suggestions at once."""
        with transaction.atomic():
            self.withdrawn_at = timezone.now()
            self.save(update_fields=["withdrawn_at"])
            forget(kind="reply", key=self.case.number)
            Follower.tell(self.case, _("This reply is not published any more."))
            log(by, "case.publication_withdrawn", self.case)
