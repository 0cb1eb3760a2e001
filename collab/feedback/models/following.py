"""What the citizen does with the case."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from collab.live.viewer import Viewer

from ..errors import NotNow
from ..lifecycle import State
from .arriving import tidy
from .matter import RATING_WINDOW, Matter
from .publication import Publication


class Following(Matter):
    class Meta:
        abstract = True

    def rate(self, *, level: int, words: str, by: Viewer) -> None:
        """One of five levels, once, voluntary (CR-10); the case is then closed. Raises NotNow."""
        if level not in range(1, 6):
            raise NotNow
        with transaction.atomic():
            self._move("close", by, rating=level, rating_words=tidy(words)[:500])

    def close(self, *, by: Viewer | None = None) -> None:
        """By the citizen at will, or by the system after 15 days of silence. Raises NotNow."""
        silent = self.answered_at is not None and self.answered_at + RATING_WINDOW < timezone.now()
        if by is None and self.state == State.ANSWERED and not silent:
            raise NotNow
        with transaction.atomic():
            self._move("close", by)
            self._mail("step", says=_("The case is closed."))

    def withdraw(self, *, by: Viewer) -> None:
        """By the citizen, before the answer. Raises NotNow."""
        with transaction.atomic():
            self._move("withdraw", by)
            self._mail("step", says=_("You have withdrawn your matter."))

    def change_consent(self, *, consent: bool, by: Viewer) -> None:
        """Given and taken back equally easily (PI-02); what was published goes at once."""
        with transaction.atomic():
            self.consent = consent
            self.save(update_fields=["consent"])
            self._write("consent", by, "yes" if consent else "no")
            for publication in Publication.objects.filter(case_id=self.pk, withdrawn_at=None) if not consent else ():
                publication.withdraw(by=by)
