"""What part somebody has in a conversation: the one place where its rights are decided (docs/roles.md)."""

from dataclasses import dataclass

WRITERS = {"visitor", "agent", "colleague"}


@dataclass(frozen=True, slots=True)
class Part:
    """`role`: visitor, agent, colleague (invited), supervisor (looks in), handler (of the linked case), auditor."""

    role: str
    open: bool

    @property
    def is_staff(self) -> bool:
        return self.role != "visitor"

    @property
    def writes(self) -> bool:
        """May say something in the conversation now."""
        return self.open and self.role in WRITERS

    @property
    def reads_notes(self) -> bool:
        return self.is_staff

    @property
    def notes(self) -> bool:
        """May write an internal note; also after the conversation ended."""
        return self.role in {"agent", "colleague", "handler"}

    @property
    def leads(self) -> bool:
        """May transfer, hand over and end it."""
        return self.role == "agent"
