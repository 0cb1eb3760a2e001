"""The desk: an office's live counter, who serves there, and the visits."""

from .conversation import Conversation
from .desk import Desk
from .doorway import Doorway
from .prepared import PreparedAnswer
from .seat import Seat
from .states import Outcome, State

__all__ = ["Conversation", "Desk", "Doorway", "Outcome", "PreparedAnswer", "Seat", "State"]
