"""The feedback queue: a case, its steps, its reply and what the public reads of it."""

from ..codes import LENGTH as CODE_LENGTH
from ..lifecycle import CHECKS
from .case import Case
from .concern import Concern
from .counter import Counter
from .deadline import Deadline
from .follower import Follower
from .hint import Hint
from .leader import Leader
from .lesson import Lesson, Tally, WordCount
from .mark import Mark
from .matter import CENTRE, RATING_WINDOW
from .publication import Publication
from .reply import Reply, Version
from .review import Review
from .step import Step
from .transcript import transcript

__all__ = [
    "CENTRE", "CHECKS", "CODE_LENGTH", "RATING_WINDOW", "Case", "Concern", "Counter", "Deadline", "Follower",
    "Hint", "Leader", "Lesson", "Mark", "Publication", "Reply", "Review", "Step", "Tally", "Version", "WordCount",
    "transcript",
]  # fmt: skip
