"""Beats that ended are forgotten, and those who watched are told."""

from django.utils import timezone

from collab.live import outlet
from collab.live.chores import every

from .models import LIFE, Beat


@every(5)
def forget_ended() -> None:
    ended = Beat.objects.filter(seen_at__lte=timezone.now() - LIFE)
    parties = set(ended.values_list("party", flat=True))
    ended.delete()
    for party in parties:
        if party.startswith("p"):
            outlet.presence(int(party[1:]))
