"""The feedback queue: a case, its steps, its reply and what the public reads of it."""

from ..codes import LENGTH as CODE_LENGTH
from ..lifecycle import CHECKS
from .case import Case
from .counter import Counter
from .matter import CENTRE, RATING_WINDOW
from .publication import Publication
from .reply import Reply, Version
from .step import Step
from .transcript import transcript

__all__ = [
    "CENTRE", "CHECKS", "CODE_LENGTH", "RATING_WINDOW", "Case", "Counter", "Publication", "Reply", "Step", "Version",
    "transcript",
]  # fmt: skip
