"""Questions come in, from everybody, before and during the hour."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from collab.feedback.models.tidy import tidy
from collab.live.models import Room
from collab.live.viewer import Viewer

from ..errors import Incomplete, NotNow, TooMany
from ..states import ASKABLE
from .steps import Steps, needed

if TYPE_CHECKING:
    from .question import Question

QUESTION_CHARS = 1000
MOST = 3  # questions of one party in one interview


class Asking(Steps):
    class Meta:
        abstract = True

    questions: Any

    def ask(
        self, *, by: Viewer, text: str, name: str = "", anonymous: bool = False, consent: bool, cid: UUID | None = None
    ) -> "Question":
        """A question for the moderators. The same `cid` is asked once. Raises Incomplete, NotNow, TooMany.

        `name` is what the asker wants to be called; empty shows none.
        `consent` is that the question and its answer are published without the asker's contact (PI-03).
        """
        if self.state not in ASKABLE or not by.key:
            raise NotNow
        if not consent:
            raise Incomplete("consent")
        text = needed(text, QUESTION_CHARS)
        shown = "" if anonymous else tidy(name)[:40]
        with transaction.atomic():
            Room.objects.select_for_update().get(pk=self.room.pk)
            own = self.questions.filter(party=by.key)
            if cid and (first := own.filter(cid=cid).first()):
                return first
            if own.count() >= MOST:
                raise TooMany
            asked: Question = self.questions.create(party=by.key, name=shown, text=text, language=by.language, cid=cid)
            self._call_back("question", question=asked.pk)
            self._count_soon()
        return asked
