"""The sockets of this process by session, person and address, and how many of each are allowed."""

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from .socket import Socket


class Roll:
    def __init__(self) -> None:
        self.parties: dict[str, set[Socket]] = {}
        self.sessions: dict[str, set[Socket]] = {}
        self.addresses: dict[str, set[Socket]] = {}

    def _places(self, socket: "Socket") -> list[tuple[dict[str, set["Socket"]], str]]:
        viewer = socket.viewer
        all_places = [
            (self.parties, viewer.key),
            (self.sessions, viewer.session),
            (self.addresses, viewer.address),
        ]
        return [(book, name) for book, name in all_places if name]

    def add(self, socket: "Socket") -> None:
        for book, name in self._places(socket):
            book.setdefault(name, set()).add(socket)

    def remove(self, socket: "Socket") -> None:
        for book, name in self._places(socket):
            if name in book:
                book[name].discard(socket)
                if not book[name]:
                    del book[name]

    def surplus(self, newest: "Socket") -> "Socket | None":
        """The longest idle of the same session, or else person, when there are too many with the newest."""
        bounds = settings.LIVE["sockets"][newest.rank]
        viewer = newest.viewer
        for book, name, bound in (
            (self.sessions, viewer.session, bounds["session"]),
            (self.parties, viewer.key, bounds["person"]),
        ):
            same = book.get(name, ())
            if len(same) > bound:
                others = [one for one in same if one is not newest and not one.ended]
                if len(others) >= bound:
                    return min(others, key=lambda one: one.heard_at)
        return None

    def is_crowded(self, newest: "Socket") -> bool:
        """More from one address than schools, town halls and mobile carriers explain."""
        bound: int = settings.LIVE["sockets"][newest.rank]["address"]
        return len(self.addresses.get(newest.viewer.address, ())) > bound
