"""The directory of colleagues, own lists, and being told that somebody is there."""

import pytest
from django.urls import reverse

from collab.departments.models import Position
from collab.live.places import Arrival
from collab.live.viewer import Viewer
from presence import alerts
from presence.attendance import Attendance
from presence.models import Alert, Availability, Contact


def arrive(person) -> None:
    viewer = Viewer(key=person.key, name=person.name, person_id=person.pk, staff=True)
    Attendance().arrive([Arrival(f"conn-{person.pk}", viewer, False)])


@pytest.fixture
def town(world):
    for person, office, title in ((world.bo, "D01", "窗口"), (world.han, "D01", "科长"), (world.ann, "D06", "窗口")):
        Position.objects.create(
            person=person, department=world.offices[office], title_zh=title, title_en=f"Officer {person.name}"
        )
    return world


@pytest.fixture
def at_work(client, town):
    client.force_login(town.han)
    return client


def names(answer) -> list[str]:
    return [row["person"].name for row in answer.context["rows"]]


@pytest.mark.parametrize("who", [None, "ada", "eve"])
def test_nobody_but_staff_finds_the_directory(town, client, who):
    if who:
        client.force_login(getattr(town, who))
    assert client.get(reverse("colleagues")).status_code == 404
    for door in ("contact_keep", "contact_drop", "alert_ask", "alert_undo"):
        assert client.post(reverse(door, args=[town.bo.pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=窗口", ["Ann", "Bo"]),
        ("q=人社局+窗口", ["Bo"]),
        ("q=housing", ["Ann"]),
        ("department=D01", ["Bo", "Han"]),
        ("q=Eve", []),
        ("q=%25", []),
    ],
)
def test_found_by_name_office_and_title(at_work, query, found):
    assert names(at_work.get(f"/colleagues/?{query}")) == found


def test_there_now_keeps_the_privacy_of_those_who_hide(at_work, town):
    for person in (town.bo, town.ann):
        arrive(person)
    assert names(at_work.get("/colleagues/?here=1")) == ["Ann", "Bo"]
    Availability.objects.update_or_create(person=town.bo, defaults={"visible_to": "nobody"})
    assert names(at_work.get("/colleagues/?here=1")) == ["Ann"]


def test_own_groups(at_work, town):
    at_work.post(reverse("contact_keep", args=[town.bo.pk]), {"group": "值班"})
    at_work.post(reverse("contact_keep", args=[town.ann.pk]), {"group": ""})
    assert names(at_work.get("/colleagues/?group=*")) == ["Ann", "Bo"]
    assert names(at_work.get("/colleagues/?group=值班")) == ["Bo"]
    at_work.post(reverse("contact_keep", args=[town.bo.pk]), {"group": "x" * 41})
    assert Contact.objects.get(person=town.bo).group == "值班"
    at_work.post(reverse("contact_drop", args=[town.bo.pk]))
    assert names(at_work.get("/colleagues/?group=*")) == ["Ann"]
    assert at_work.post(reverse("contact_keep", args=[town.ada.pk])).status_code == 404


def test_a_list_counts_its_queries(at_work, town, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        at_work.get("/colleagues/")


def _told(capture) -> int:
    with capture(execute=False) as told:
        alerts.tell()
    return len(told)


@pytest.mark.parametrize("lasting", [False, True])
def test_told_when_there_once_or_each_time(at_work, town, django_capture_on_commit_callbacks, lasting):
    told = django_capture_on_commit_callbacks
    at_work.post(reverse("alert_ask", args=[town.bo.pk]), {"lasting": "1"} if lasting else {})
    arrive(town.han)
    assert _told(told) == 0
    arrive(town.bo)
    assert (_told(told), _told(told)) == (1, 0)
    assert Alert.objects.exists() == lasting


def test_a_lasting_wish_is_armed_again_when_they_leave(town, django_capture_on_commit_callbacks):
    wish = Alert.ask(by=town.han, person=town.bo, lasting=True)
    arrive(town.han)
    arrive(town.bo)
    assert _told(django_capture_on_commit_callbacks) == 1
    Availability.objects.update_or_create(person=town.bo, defaults={"chosen": "dnd"})
    assert _told(django_capture_on_commit_callbacks) == 0
    wish.refresh_from_db()
    assert wish.armed
    Availability.objects.filter(person=town.bo).update(chosen="available")
    assert _told(django_capture_on_commit_callbacks) == 1


def test_what_is_hidden_is_not_told(town, django_capture_on_commit_callbacks):
    Availability.objects.create(person=town.bo, visible_to="nobody")
    Alert.ask(by=town.han, person=town.bo)
    arrive(town.han)
    arrive(town.bo)
    assert _told(django_capture_on_commit_callbacks) == 0


def test_a_wish_waits_until_a_page_is_open(town, django_capture_on_commit_callbacks):
    Alert.ask(by=town.han, person=town.bo)
    arrive(town.bo)
    assert (_told(django_capture_on_commit_callbacks), Alert.objects.count()) == (0, 1)
