"""Why a verb of the desk refuses: the doors turn these into a sentence, a problem or a 404."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DeskError(Exception):
    """`code` is stable and goes to the API; `words` is what a person reads."""

    code = "not_now"
    words: str | Promise = _("This is not possible at the moment.")

    def __str__(self) -> str:
        return str(self.words)


class NotNow(DeskError):
    """The conversation is not in a state from which this can be done."""

    words = _("The conversation has moved on in the meantime.")


class AlreadyTaken(DeskError):
    code = "already_taken"
    words = _("A colleague was faster: this visitor is already being served.")


class AtCapacity(DeskError):
    code = "at_capacity"
    words = _("You already serve as many visitors as your seat allows.")


class NotHere(DeskError):
    code = "not_here"
    words = _("This colleague cannot take a conversation now.")


class NobodyWaits(DeskError):
    code = "nobody_waits"
    words = _("Nobody is waiting.")


class DeskClosed(DeskError):
    code = "desk_closed"
    words = _("Nobody is at this desk now. Leave word: your question becomes a case.")


class AlreadyRated(DeskError):
    code = "already_rated"
    words = _("You have already rated this conversation. Thank you.")


class NotYours(DeskError):
    """Doors answer with 404: who has no part in a conversation must not learn that it exists."""

    code = "not_found"
    words = _("There is no such conversation.")


class AlreadyHere(DeskError):
    """The visitor already has an open conversation at this desk; `conversation` is that one."""

    code = "already_here"
    words = _("You already have a conversation at this desk.")

    def __init__(self, conversation: object) -> None:
        super().__init__()
        self.conversation = conversation
