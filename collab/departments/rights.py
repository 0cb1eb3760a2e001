"""Who holds which role where. A grant reaches the departments below; every door asks here."""

from collections.abc import Iterable

from django.db.models import Q

from collab.accounts.models import Person
from collab.live.viewer import Viewer

from .models import Department, Grant, Role

type Who = Viewer | Person | None
STAFF = frozenset(Role.values)


def person_id(who: Who) -> int | None:
    if who is None:
        return None
    return who.person_id if isinstance(who, Viewer) else who.pk


def grants_of(who: Who) -> list[tuple[str, str]]:
    """(role, path of the department) of every grant in force: one query."""
    pk = person_id(who)
    if pk is None:
        return []
    return list(
        Grant.objects.current().filter(person_id=pk, person__is_active=True).values_list("role", "department__path")
    )


def roles_of(who: Who) -> set[str]:
    return {role for role, _path in grants_of(who)}


def departments_of(who: Who, *roles: str) -> list[str]:
    """The paths at which any of the roles is held."""
    return [path for role, path in grants_of(who) if role in roles]


def has_role(who: Who, role: str, department: Department | None = None) -> bool:
    """Whether the role is held anywhere, or at this department or above it."""
    paths = departments_of(who, role)
    return any(department is None or department.path.startswith(path) for path in paths)


def within(paths: Iterable[str], field: str = "path") -> Q:
    """Rows whose department lies at or below any of the paths; no paths, no rows."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


def is_staff(who: Who) -> bool:
    return bool(roles_of(who) & STAFF)
