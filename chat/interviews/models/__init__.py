"""An interview: an official's public hour. Verbs stand on `Interview`, `Question`, `Topic`, `Poll` and `Hand`."""

from .duty import Assignment
from .hand import Hand
from .interview import Interview
from .line import Line, Wording
from .material import Material
from .poll import Ballot, Option, Poll
from .question import Question, Vote
from .reminder import Reminder
from .topic import Topic, TopicVote

__all__ = [
    "Assignment", "Ballot", "Hand", "Interview", "Line", "Material", "Option", "Poll", "Question", "Reminder", "Topic",
    "TopicVote", "Vote", "Wording",
]  # fmt: skip
