"""Through what an interview and a question walk (requirements of online interviews: 选题, 预告, 征集, 直播, 实录, 办理, 归档)."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PROPOSED = "proposed", _("Topics are being chosen")
    PLANNED = "planned", _("Planned")
    ANNOUNCED = "announced", _("Announced")
    LIVE = "live", _("Live now")
    PAUSED = "paused", _("Paused")
    ENDED = "ended", _("Ended, the record is being checked")
    RECORDED = "recorded", _("Record handed in")
    CHECKED = "checked", _("Record checked by the office")
    PUBLISHED = "published", _("Record published")
    FOLLOWING_UP = "following_up", _("Remaining questions are being answered")
    ARCHIVED = "archived", pgettext_lazy("interview", "Archived")
    CANCELLED = "cancelled", pgettext_lazy("interview", "Cancelled")


AHEAD = (State.PROPOSED, State.PLANNED, State.ANNOUNCED)
ON_AIR = (State.LIVE, State.PAUSED)
ASKABLE = (State.ANNOUNCED, *ON_AIR)
CHECKING = (State.ENDED, State.RECORDED, State.CHECKED)
DONE = (State.PUBLISHED, State.FOLLOWING_UP, State.ARCHIVED)

NOTICE_LEAST = timedelta(days=3)  # IV-03: refused later
NOTICE_WANTED = timedelta(days=7)  # IV-03: warned under it
TOPIC_POLL = timedelta(days=14)  # IV-02: candidates stand for at least so long
TOPICS_LEAST = 3  # IV-02
PAUSE_MOST = timedelta(minutes=10)
MINUTES_MOST = 120  # IV-04
CANCEL_DAYS = 1  # working day before the beginning


class Asked(models.TextChoices):
    """Of one question."""

    RECEIVED = "received", _("Waiting for the moderators")
    HELD = "held", _("Being looked at more closely")
    APPROVED = "approved", _("Approved")
    ON_AIR = "on_air", _("Being answered now")
    ANSWERED = "answered", _("Answered live")
    DECLINED = "declined", _("Not put")
    MERGED = "merged", _("Joined with the same question")
    CARRIED_OVER = "carried_over", _("Passed on as a case")


WAITING = (Asked.RECEIVED, Asked.HELD)
PUBLIC = (Asked.APPROVED, Asked.ON_AIR, Asked.ANSWERED, Asked.CARRIED_OVER)


class Reason(models.TextChoices):
    """Why a question is not put (IV-09: the asker is told)."""

    OFF_TOPIC = "off_topic", _("It is not on the subject of this interview")
    PERSONAL = "personal", _("It contains personal data or is about one person's own file")
    INSULTING = "insulting", _("It insults somebody or is unlawful")
    ADVERTISING = "advertising", _("It advertises something")
    EMPTY = "empty", _("It cannot be understood")
    ANSWERED = "answered", _("It was answered on this page already")


class Duty(models.TextChoices):
    HOST = "host", _("Host")
    SPEAKER = "speaker", _("Guest")
    RECORDER = "recorder", _("Recorder")
    SCREENER = "screener", _("Question moderator")
