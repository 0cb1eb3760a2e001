"""Whether those behind open sockets may stay: asked every minute by each process."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from collab.accounts.identify import Identify, session_mark
from collab.accounts.models import Guest
from collab.live.viewer import Viewer


def behind(person, client: Client) -> Viewer:
    return Viewer(key=person.key, person_id=person.pk, session=session_mark(client.cookies["session"].value))


def signed_in(person) -> tuple[Client, Viewer]:
    client = Client()
    client.force_login(person)
    return client, behind(person, client)


def test_two_queries_however_many_sessions_there_are(world, django_assert_num_queries):
    viewers = [signed_in(person)[1] for person in (world.ada, world.ada, world.bo)]
    for _other in range(20):
        signed_in(world.ben)
    guest = Viewer(key=world.gus.key, guest_id=world.gus.pk, session="guest-mark")
    with django_assert_num_queries(2) as captured:
        assert Identify().valid([*viewers, guest]) == {viewer.session for viewer in viewers} | {"guest-mark"}
    assert str(world.ben.pk) not in captured[0]["sql"].split("IN (")[1].split(")")[0].split(", ")


def test_what_no_longer_holds(world):
    (ada, adas), (_bo, bos), (_han, hans) = signed_in(world.ada), signed_in(world.bo), signed_in(world.han)
    ada.post("/accounts/logout/")
    world.bo.deactivate(by=world.adam)
    Session.objects.filter(session_key=_han.cookies["session"].value).update(expire_date=timezone.now() - timedelta(1))
    Guest.objects.filter(pk=world.gus.pk).update(ends_at=timezone.now())
    guest = Viewer(key=world.gus.key, guest_id=world.gus.pk, session="guest-mark")
    assert Identify().valid([adas, bos, hans, guest]) == set()


def test_a_session_is_worth_nothing_for_another_person(world):
    _client, adas = signed_in(world.ada)
    _other, bens = signed_in(world.ben)
    stolen = Viewer(key=world.ben.key, person_id=world.ben.pk, session=adas.session)
    assert Identify().valid([bens, stolen]) == {bens.session}
