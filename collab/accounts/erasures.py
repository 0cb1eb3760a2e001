"""What is taken away when an account is closed: each app adds its part when the application starts."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Person

type Erasure = Callable[[Person], None]

_erasures: list[Erasure] = []


def register(erasure: Erasure) -> None:
    """`erasure` runs in the transaction that closes the account, before the person's own row is blanked."""
    if erasure not in _erasures:
        _erasures.append(erasure)


def erase(person: "Person") -> None:
    for erasure in _erasures:
        erasure(person)
