"""Topics that stand for the choice of the public (选题征集)."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone

from collab.audit.models import log

from ..errors import NotNow
from ..powers import in_language
from ..states import State
from .steps import needed


class Topic(models.Model):
    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="topics")
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self.title_zh, self.title_en)

    @classmethod
    def add(cls, *, interview: Any, by: Any, title_zh: str, title_en: str) -> "Topic":
        """One more candidate, before the choice begins. Raises NotNow, Incomplete."""
        if interview.state != State.PLANNED:
            raise NotNow
        with transaction.atomic():
            topic = cls.objects.create(
                interview=interview, title_zh=needed(title_zh, 80), title_en=needed(title_en, 120)
            )
            log(by, "interview.topic_added", interview, topic=topic.pk)
        return topic

    def choose(self, *, by: Any) -> None:
        """One voice for each account in a choice; it may be given to another topic until the last day. Raises NotNow."""
        if not self.interview.polls_topics or by.person_id is None:
            raise NotNow
        with transaction.atomic():
            mine = TopicVote.objects.select_for_update().filter(interview=self.interview_id, party=by.key).first()
            if mine and mine.topic_id == self.pk:
                return
            if mine:
                Topic.objects.filter(pk=mine.topic_id).update(votes=F("votes") - 1)
                mine.topic = self
                mine.save(update_fields=["topic"])
            else:
                try:
                    with transaction.atomic():
                        TopicVote.objects.create(interview_id=self.interview_id, topic=self, party=by.key)
                except IntegrityError:
                    return
            Topic.objects.filter(pk=self.pk).update(votes=F("votes") + 1)


class TopicVote(models.Model):
    interview = models.ForeignKey("interviews.Interview", models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    party = models.CharField(max_length=24, db_index=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "party"], name="topic_vote_once")]
