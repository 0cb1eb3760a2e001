"""The feedback queue: a case, its steps, its reply and what the public reads of it."""

from ..codes import LENGTH as CODE_LENGTH
from ..lifecycle import CHECKS
from .answer import Answer
from .assignment import Assignment
from .callback import Callback
from .case import Case
from .concern import Concern
from .counter import Counter
from .deadline import Deadline
from .figure import Figure
from .follower import Follower
from .hint import Hint
from .hook import Delivery, Hook
from .leader import Leader
from .lesson import Lesson, Tally, WordCount
from .location import Location
from .mail import Fate, ReceivedMail
from .mark import Mark
from .matter import CENTRE, RATING_WINDOW
from .order import Order
from .paragraph import Paragraph
from .publication import Publication
from .reminder import Reminder
from .reply import Reply, Version
from .request import Request, Wish
from .retention import Erasure, Hold, Retention
from .review import Review
from .saved_filter import SavedFilter
from .step import Step
from .takeover import Takeover
from .transcript import transcript

__all__ = [
    "CENTRE", "CHECKS", "CODE_LENGTH", "RATING_WINDOW", "Answer", "Assignment", "Callback", "Case", "Concern",
    "Counter", "Deadline", "Delivery", "Erasure", "Fate", "Figure", "Follower", "Hint", "Hold", "Hook", "Leader", "Lesson", "Location",
    "Mark",
    "Order",
    "Paragraph",
    "Publication",
    "ReceivedMail", "Reminder", "Reply", "Request", "Retention", "Review", "SavedFilter", "Step",
    "Takeover", "Tally", "Version", "Wish", "WordCount", "transcript",
]  # fmt: skip
