"""What all verbs of an interview share: a step that one alone can take, and what open pages are told."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models

from collab.feedback.models.tidy import tidy

from ..errors import Incomplete, NotNow


def needed(text: str, most: int) -> str:
    """As it may be kept. Raises Incomplete for nothing at all."""
    text = tidy(text)[:most]
    if not text:
        raise Incomplete
    return text


class Steps(models.Model):
    """`room` is the hall, which everybody may read; `back_room` is for those who run it."""

    class Meta:
        abstract = True

    objects: ClassVar[Any]
    pk: int
    state: str
    room: Any
    back_room: Any

    def _step(self, to: str, *, start: Iterable[str], where: dict[str, Any] | None = None, **facts: Any) -> None:
        """Raises NotNow where somebody was quicker."""
        changed = type(self)._default_manager.filter(pk=self.pk, state__in=[*start], **(where or {}))
        if not changed.update(state=to, **facts):
            raise NotNow
        self._set(state=to, **facts)

    def _set(self, **facts: Any) -> None:
        for name, value in facts.items():
            setattr(self, name, value)

    def _keep(self, **facts: Any) -> None:
        type(self)._default_manager.filter(pk=self.pk).update(**facts)
        self._set(**facts)

    def _show(self, kind: str, html: str = "", **body: Any) -> None:
        """Replace or add a piece of every open page of this interview."""
        self.room.append(kind=kind, body=body, html=html, even_closed=True)

    def _call_back(self, what: str, **body: Any) -> None:
        """Those who run it look again at what changed."""
        self.back_room.append(kind="work", body={"what": what, **body}, even_closed=True)
