"""Telling those who asked that somebody is there now."""

from collections import defaultdict

from django.db import transaction

from collab.departments import rights
from collab.live import outlet
from collab.live.viewer import Viewer
from collab.text.bilingual import both

from .contacts import Alert
from .models import Beat
from .states import states_of

AT_ONCE = 500
THERE = {"available", "busy"}


def tell() -> None:
    """Only what the owner may see is told, and only while a page of theirs is open to hear it."""
    wishes: dict[int, list[Alert]] = defaultdict(list)
    for alert in Alert.objects.select_related("owner", "person").order_by("pk")[:AT_ONCE]:
        wishes[alert.owner_id].append(alert)
    listening = set(
        Beat.objects.living().filter(party__in=[f"p{owner}" for owner in wishes]).values_list("party", flat=True)
    )
    for owner, alerts in wishes.items():
        if f"p{owner}" in listening:
            _tell(alerts)


def _tell(alerts: list[Alert]) -> None:
    owner = alerts[0].owner
    viewer = Viewer(key=owner.key, name=owner.name, person_id=owner.pk, staff=bool(rights.roles_of(owner)))
    states = states_of([alert.person_id for alert in alerts], viewer)
    for alert in alerts:
        state = states.get(alert.person_id)
        there = state is not None and state.state in THERE
        if there and alert.armed:
            with transaction.atomic():
                if alert.spend():
                    line = both("%(name)s is there now.", name=alert.person.name)
                    outlet.note(owner.key, kind="available", html=str(line), href=f"/people/{alert.person_id}/card")
        elif not there and not alert.armed:
            Alert.objects.filter(pk=alert.pk).update(armed=True)
