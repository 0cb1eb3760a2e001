"""Who is told of a due date: whoever has the case in hand, then the department's lead, then the leaders of the city (CR-07)."""

from django.conf import settings

from collab.accounts.models import Person
from collab.departments.models import Department, Grant
from collab.notifications.models import Letter

from .lifecycle import Alarm
from .models import CENTRE, Case


def concerned(case: Case, stage: Alarm) -> list[Person]:
    """Without whoever the case complains about."""
    office = case.department or Department.objects.filter(code=CENTRE).first()
    above = _at_and_above(office.path) if office else []
    grants = Grant.objects.current().filter(person__is_active=True, department__path__in=above)
    grants = grants.select_related("person", "department")
    about = set(case.concerns.values_list("person_id", flat=True))
    found: dict[int, Person] = {}
    if case.handler is not None and stage in (Alarm.YELLOW, Alarm.ORANGE, Alarm.RED):
        found[case.handler.pk] = case.handler
    for grant in grants.filter(role__in=["handler", "official"]):
        leads = grant.role == "official" and (grant.department.parent_id is not None or stage == Alarm.LEADER)
        works = grant.role == "handler" and case.handler is None
        if (leads and stage in (Alarm.ORANGE, Alarm.RED, Alarm.LEADER)) or (works and stage != Alarm.LEADER):
            found[grant.person.pk] = grant.person
    return [person for pk, person in found.items() if pk not in about]


def _at_and_above(path: str) -> list[str]:
    """`/D/D01/` is `/D/` and `/D/D01/`: only grants there reach this office."""
    codes = path.strip("/").split("/")
    return [f"/{'/'.join(codes[:depth])}/" for depth in range(1, len(codes) + 1)]


def tell(case: Case, stage: Alarm) -> None:
    """By mail, in each one's language, within the caller's transaction."""
    for person in concerned(case, stage):
        facts = {"case": case, "stage": stage, "address": settings.PUBLIC_URL + case.get_absolute_url()}
        Letter.write(
            to=person.email, language=person.language or "zh-hans", template="feedback/mail/due", context=facts,
            about=f"case {case.number}",
        )  # fmt: skip
