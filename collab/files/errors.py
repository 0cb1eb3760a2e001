"""Why a file was not taken."""

from django.utils.functional import Promise


class Refused(Exception):
    """`reason` is a sentence for the sender."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason
