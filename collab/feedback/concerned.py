"""Whom a complaint may be about: named in it, or who handled what it complains of. The centre decides."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from collab.accounts.models import Person
from collab.departments.models import Grant, Position

from .alike.marks import likeness, traits_of
from .lifecycle import ACCUSING
from .models import Case

HANDLED = re.compile(r"承办人|经办人|办理人|工作人员|办事员|接待的人|handler|clerk|officer", re.IGNORECASE)
EARLIER, SHOWN, SHORTEST, TITLE = 30, 4, 2, 6  # own earlier cases; people; characters of a name, of a title


@dataclass(frozen=True, slots=True)
class Likely:
    person: Person
    why: str


def likely_concerned(case: Case) -> list[Likely]:
    """Staff whose name or office title stands in the complaint, then who handled earlier matters of the same citizen."""
    if case.kind not in ACCUSING:
        return []
    text = f"{case.title}\n{case.text}"
    found = {one.person.pk: one for one in reversed([*_named(text), *_titled(text), *_of_earlier(case, text)])}
    return list(reversed(found.values()))[:SHOWN]


def _named(text: str) -> list[Likely]:
    staff = Person.objects.filter(pk__in=Grant.objects.current().values("person"), is_active=True)
    pairs = staff.values_list("pk", "name")
    named = [pk for pk, name in pairs if len(name) >= SHORTEST and name.lower() in text.lower()]
    return [Likely(person, _("named in the letter")) for person in Person.objects.filter(pk__in=named)]


def _titled(text: str) -> list[Likely]:
    """A short title, such as the one of every handler, names nobody."""
    cards = Position.objects.filter(person__is_active=True).select_related("person")
    return [
        Likely(card.person, _("the letter names the title %(title)s") % {"title": card.title_zh})
        for card in cards.exclude(title_zh="")
        if len(card.title_zh) >= TITLE and card.title_zh in text
    ]


def _of_earlier(case: Case, text: str) -> list[Likely]:
    if not case.party or not HANDLED.search(text):
        return []
    earlier = Case.objects.filter(party=case.party, handler__isnull=False, received_at__lt=case.received_at)
    words = set(traits_of(case.title, case.text))
    rows = [
        (likeness(words, set(traits_of(one.title, one.text))), one)
        for one in earlier.select_related("handler").order_by("-pk")[:EARLIER]
    ]
    rows.sort(key=lambda row: (-row[0], -row[1].pk))
    return [
        Likely(one.handler, _("handled %(number)s: %(title)s") % {"number": one.number, "title": one.title})
        for _likeness, one in rows
        if one.handler is not None
    ]
