"""What the verbs of an interview refuse, in the words of the reader."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class InterviewError(Exception):
    """`str()` is a sentence for whoever tried."""

    words: str | Promise = _("This cannot be done now.")

    def __init__(self, words: str | Promise = "") -> None:
        super().__init__(words)
        if words:
            self.words = words

    def __str__(self) -> str:
        return str(self.words)


class NotNow(InterviewError):
    words = _("This cannot be done now: somebody was quicker, or the time for it is over.")


class Incomplete(InterviewError):
    words = _("Something is missing.")


class TooLate(InterviewError):
    words = _("An interview is announced at least three days before it begins.")


class OwnQuestion(InterviewError):
    words = _("Nobody decides on a question of their own.")


class OtherHand(InterviewError):
    words = _("This step is done by somebody who has not done an earlier one.")


class TooMany(InterviewError):
    words = _("You have asked as many questions as one person may in this interview.")
