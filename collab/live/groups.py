"""Names of groups on the channel layer, all in one place. Channels allows letters, digits, - _ . and under 100 characters."""


def room(pk: int) -> str:
    return f"room.{pk}"


def control() -> str:
    """Every process listens here: revocations, presence, notes."""
    return "control"
