from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from collab.limits.models import KEPT, Act, forget_old_acts, once


def test_an_act_is_forgotten_after_a_month_and_not_before(db):
    old, fresh = uuid4(), uuid4()
    for key in (old, fresh):
        once(party="p1", key=key, said="x", act=lambda: "first")
    Act.objects.filter(key=old).update(at=timezone.now() - KEPT - timedelta(minutes=1))
    Act.objects.filter(key=fresh).update(at=timezone.now() - KEPT + timedelta(minutes=1))
    forget_old_acts()
    assert once(party="p1", key=old, said="x", act=lambda: "second") == ("second", False)
    assert once(party="p1", key=fresh, said="x", act=lambda: "second") == ("first", True)
