"""What is said: answers by guests or taken down for them, pictures, corrections."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from collab.accounts.models import Person
from collab.audit.models import log
from collab.live.viewer import Viewer

from .. import fragments, powers
from ..errors import NotNow
from ..states import CHECKING, ON_AIR, Asked
from .duty import Assignment
from .hand import Hand
from .line import Line, Wording
from .material import Material
from .steps import Steps, needed

ANSWER_CHARS = 8000


class Answering(Steps):
    class Meta:
        abstract = True

    lines: Any

    def write(self, *, kind: str, cid: UUID | None = None, **facts: Any) -> Line:
        """The next line of the transcript, shown at once. The same `cid` is written once."""
        offset = int((timezone.now() - self.started_at).total_seconds()) if self.started_at else 0
        try:
            with transaction.atomic():
                line: Line = self.lines.create(kind=kind, offset=max(0, offset), cid=cid, **facts)
        except IntegrityError:
            if cid is None:
                raise
            return self.lines.get(cid=cid)  # type: ignore[no-any-return]
        line.interview = self  # type: ignore[assignment]
        self._show("line", fragments.line(line), line=line.pk)
        return line

    def answer(self, *, by: Person, speaker: Assignment, body: str, cid: UUID | None = None) -> Line:
        """To the question that stands now, by the guest, or taken down by the recorder. Raises NotNow, Incomplete."""
        body = needed(body, ANSWER_CHARS)
        if self.state not in ON_AIR or speaker.interview_id != self.pk:
            raise NotNow
        own = speaker.person_id == by.pk
        if not (own or powers.standing(self, by).records):  # type: ignore[arg-type]
            raise NotNow
        with transaction.atomic():
            question = self.questions.filter(state=Asked.ON_AIR).first()
            line = self.write(
                kind="answer", cid=cid, question=question, speaker=speaker, body=body, by=by, **_names(speaker)
            )
            log(by, "interview.answered", self, line=line.pk)
        return line

    def announce_line(self, *, by: Person, body: str, cid: UUID | None = None) -> Line:
        """A word of the host. Raises NotNow, Incomplete."""
        body = needed(body, ANSWER_CHARS)
        host = self.duties.filter(person=by, duty="host").select_related("person").first()
        if self.state not in ON_AIR or host is None:
            raise NotNow
        return self.write(kind="host", cid=cid, speaker=host, body=body, by=by, **_names(host))

    def speak_from_floor(self, *, by: Viewer, body: str, cid: UUID | None = None) -> Line:
        """A citizen who was called up says something; the floor is theirs until the host takes it back. Raises NotNow."""
        body = needed(body, 2000)
        hand = Hand.objects.filter(interview_id=self.pk, party=by.key, called_at__isnull=False, lowered_at=None).first()
        if hand is None or self.state not in ON_AIR:
            raise NotNow
        return self.write(kind="floor", cid=cid, body=body, speaker_zh=hand.name, speaker_en=hand.name)

    def show_material(self, material: Material, *, by: Person) -> Line:
        """A slide or picture on every page, and in the transcript. Raises NotNow."""
        if self.state not in ON_AIR:
            raise NotNow
        with transaction.atomic():
            log(by, "interview.shown", self, material=material.pk)
            return self.write(kind="picture", material=material, by=by)

    def correct(self, line: Line, *, by: Person, body: str, offset: int | None = None) -> None:
        """The earlier wording is kept; a question's own words are never changed. Raises NotNow, Incomplete."""
        body = needed(body, ANSWER_CHARS)
        if self.state not in (*ON_AIR, *CHECKING) or line.kind not in {"answer", "host"} or line.removed_at:
            raise NotNow
        with transaction.atomic():
            Wording.keep(line, by)
            line.body, line.corrected_at = body, timezone.now()
            line.offset = line.offset if offset is None else max(0, offset)
            line.save(update_fields=["body", "corrected_at", "offset"])
            log(by, "interview.corrected", self, line=line.pk)
            self._show("line", fragments.line(line), line=line.pk)

    def remove_line(self, line: Line, *, by: Person) -> None:
        """Taken down by mistake; its wording is kept behind the stage. Raises NotNow."""
        if self.state not in (*ON_AIR, *CHECKING) or line.kind not in {"answer", "host", "floor", "picture"}:
            raise NotNow
        with transaction.atomic():
            Wording.keep(line, by)
            Line.objects.filter(pk=line.pk).update(removed_at=timezone.now())
            log(by, "interview.line_removed", self, line=line.pk)
            self._show("line", "", line=line.pk, gone=True)


def _names(speaker: Assignment) -> dict[str, str]:
    name = speaker.person.name
    return {
        "speaker_zh": f"{speaker.position_zh} {name}".strip(),
        "speaker_en": f"{name}, {speaker.position_en}".strip(", "),
    }
