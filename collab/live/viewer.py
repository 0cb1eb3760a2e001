"""Who is looking: the one shape in which pages, sockets and the API name a person, a guest or a stranger."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """`key` is `p<id>` for a person, `g<id>` for a guest, empty for a stranger; `session` is a hash, never the cookie.

    `roles` choose what a menu offers and decide nothing.
    """

    key: str = ""
    name: str = ""
    person_id: int | None = None
    guest_id: int | None = None
    session: str = ""
    staff: bool = False
    roles: frozenset[str] = frozenset()
    language: str = "zh-hans"
    address: str = ""


STRANGER = Viewer()
