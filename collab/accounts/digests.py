"""How a secret rests in the database."""

import hashlib


def digest(token: str) -> str:
    """The SHA-256 of a secret that has enough bits of its own to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
