"""What the standard calls an error: a code, and a sentence."""

from django.utils.functional import Promise


class Refused(Exception):
    """`status` is 400 for what is missing or wrong, 403 for a missing or wrong key, 404 for what is not there."""

    def __init__(self, status: int, description: str | Promise) -> None:
        super().__init__(status)
        self.status, self.description = status, description
