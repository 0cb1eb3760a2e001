"""Who still has a page open, as presence knows it; who can answer is `presence.states.here`."""

from collections.abc import Iterable

from presence.models import Beat


def open_parties(parties: Iterable[str]) -> set[str]:
    """Those of the party keys that have a socket open."""
    return set(Beat.objects.living().filter(party__in=list(parties)).values_list("party", flat=True))
