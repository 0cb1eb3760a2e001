"""The stable codes of the wire as exceptions: verbs raise them, the socket and the API turn them into answers."""


class LiveError(Exception):
    """`code` is one of the stable strings of docs/protocol.md; `retry_ms` says when to try again, in milliseconds."""

    code = "internal"

    def __init__(self, retry_ms: int | None = None) -> None:
        super().__init__(self.code)
        self.retry_ms = retry_ms


class BadJson(LiveError):
    code = "bad_json"


class BadFrame(LiveError):
    code = "bad_frame"


class UnknownType(LiveError):
    code = "unknown_type"


class NotFound(LiveError):
    code = "not_found"


class RoomClosed(LiveError):
    code = "room_closed"


class TooLong(LiveError):
    code = "too_long"


class TooMany(LiveError):
    code = "too_many"


class RateLimited(LiveError):
    code = "rate_limited"


class CidConflict(LiveError):
    code = "cid_conflict"


class Held(LiveError):
    code = "held"


class Rejected(LiveError):
    code = "rejected"


class Stale(LiveError):
    code = "stale"


class Unavailable(LiveError):
    code = "unavailable"
