"""A complaint about the handler of another matter, by the citizen whose matter that was."""

from collab.accounts.models import Person
from collab.feedback.concerned import likely_concerned
from collab.feedback.models import Case, Concern

from .founding import City

ABOUT, EARLIER = "投诉答复", "课后服务强制收费"  # how the complaint begins; what the earlier matter is called
DAYS = {EARLIER: 9, "投诉答复课后服务问题的承办人": 70}  # when they come, counted from the first day of the city


def who_writes(city: City, title: str) -> Person:
    """Anybody; the complaint comes from whoever wrote the earlier letter."""
    earlier = Case.objects.filter(title=EARLIER, handler__isnull=False).first() if title.startswith(ABOUT) else None
    known = {person.key: person for person in city.citizens}
    return known.get(earlier.party) or city.dice.choice(city.citizens) if earlier else city.dice.choice(city.citizens)


def keep_away(city: City, case: Case) -> None:
    """The centre names whom it is about, as proposed, before it dispatches."""
    if case.title.startswith(ABOUT):
        for likely in likely_concerned(case)[:1]:
            Concern.name(case=case, person=likely.person, by=city.accounts["centre"])


def impartial(city: City, office: str, case: Case) -> list[Person]:
    """Handlers of the office of whom it does not complain (CR-18)."""
    concerned = set(Concern.objects.filter(case=case).values_list("person", flat=True))
    handlers = city.handlers[office]
    return [handler for handler in handlers if handler.pk not in concerned] or handlers
