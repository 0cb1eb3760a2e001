import pytest
from django.core.exceptions import PermissionDenied

from collab.departments.models import Grant
from collab.departments.rights import departments_of, has_role, is_staff


def test_a_grant_reaches_the_departments_below(world):
    assert has_role(world.adam, "admin", world.offices["D06"])
    assert has_role(world.han, "handler", world.offices["D01"])
    assert not has_role(world.han, "handler", world.offices["D06"])
    assert not has_role(world.eve, "handler")
    assert not is_staff(world.ada)


def test_nobody_gives_or_takes_their_own(world):
    with pytest.raises(PermissionDenied):
        Grant.give(person=world.adam, role="official", department=world.offices["D01"], by=world.adam)
    with pytest.raises(PermissionDenied):
        world.adam.grants.get().revoke(by=world.adam)


def test_administrator_and_auditor_are_never_one(world):
    with pytest.raises(PermissionDenied):
        Grant.give(person=world.audrey, role="admin", department=world.offices["D"], by=world.adam)


def test_a_revoked_grant_is_worth_nothing(world):
    world.han.grants.get().revoke(by=world.adam)
    assert departments_of(world.han, "handler") == []
