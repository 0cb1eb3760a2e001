"""Offices, people, roles, desks and prepared answers of the demo city."""

from dataclasses import dataclass, field
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from chat.models import Desk, PreparedAnswer, Seat
from collab.accounts.models import Person
from collab.departments.models import Department, Grant, Position
from collab.departments.models.grant import TWO_HANDS
from collab.feedback.models import Hint, Leader

from . import offices, people
from .hints import catalogue

NAMED_EN = {"A01": "南浦区", "A02": "北岗区", "A03": "青禾县", "A04": "石渡县"}


@dataclass
class City:
    """What has been founded so far, by code, slug or account."""

    dice: Random
    offices: dict[str, Department] = field(default_factory=dict)
    accounts: dict[str, Person] = field(default_factory=dict)
    desks: dict[str, Desk] = field(default_factory=dict)
    handlers: dict[str, list[Person]] = field(default_factory=dict)
    officials: dict[str, Person] = field(default_factory=dict)
    agents: dict[str, list[Person]] = field(default_factory=dict)
    citizens: list[Person] = field(default_factory=list)
    leaders: list[Leader] = field(default_factory=list)


def found(dice: Random) -> City:
    city = City(dice)
    _offices(city)
    secret = make_password(people.PASSWORD)
    for account, name, *_rest in people.ACCOUNTS:
        city.accounts[account] = _person(f"{account}@demo.test", name, secret)
    for account, _name, role, office, title_zh, title_en in people.ACCOUNTS:
        if role:
            _employ(city, city.accounts[account], role, office, title_zh, title_en)
    _staff(city, secret)
    _citizens(city)
    _desks(city)
    _leaders(city)
    return city


def _offices(city: City) -> None:
    code, name_zh, name_en, duties_zh, duties_en = offices.ROOT
    root = Department.objects.create(
        code=code, name_zh=name_zh, name_en=name_en, duties_zh=duties_zh, duties_en=duties_en
    )
    city.offices[code] = root
    for number, (code, name_zh, name_en, duties_zh, duties_en) in enumerate(offices.OFFICES):
        city.offices[code] = Department.objects.create(
            code=code, parent=root, name_zh=name_zh, name_en=name_en, duties_zh=duties_zh, duties_en=duties_en,
            phone=f"0990-000{number:04d}", address_zh=f"望川市市民大道{number + 1}号",
            address_en=f"{number + 1} Citizens' Avenue, Wangchuan",
            hours=offices.OFFICE_DAY,
        )
    for code, name_zh, name_en in offices.AREAS:
        city.offices[code] = Department.objects.create(code=code, parent=root, name_zh=name_zh, name_en=name_en)
    Hint.seed((sort, word, city.offices[code]) for sort, word, code in catalogue())


def _person(email: str, name: str, password: str) -> Person:
    person = Person.objects.create(email=email, name=name, password=password)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    return person


def _employ(city: City, person: Person, role: str, office: str, title_zh: str, title_en: str) -> None:
    by = None if role in TWO_HANDS else city.accounts["admin"]
    department = city.offices[office]
    Grant.give(person=person, role=role, department=department, by=by)
    Position.objects.create(
        person=person, department=department, title_zh=title_zh, title_en=title_en,
        duties_zh=department.duties_zh, duties_en=department.duties_en, phone=department.phone,
        languages=["zh-hans", "en"],
    )
    if role == "handler":
        city.handlers.setdefault(office, []).append(person)
    elif role == "official":
        city.officials[office] = person
    elif role == "agent":
        city.agents.setdefault(office, []).append(person)


def _staff(city: City, secret: str) -> None:
    """Two handlers and an official for each office, two agents for each desk; all may sign in, so that no case is stuck."""
    for code, *_rest in offices.OFFICES:
        for number in (1, 2):
            person = _person(f"handler.{code.lower()}.{number}@demo.test", people.name(city.dice), secret)
            _employ(city, person, "handler", code, "承办人", "Case Handler")
        person = _person(f"official.{code.lower()}@demo.test", people.name(city.dice), secret)
        _employ(city, person, "official", code, "分管负责人", "Head of Division")
    for code in (desk[1] for desk in offices.DESKS):
        for number in (1, 2):
            person = _person(f"agent.{code.lower()}.{number}@demo.test", people.name(city.dice), secret)
            _employ(city, person, "agent", code, "咨询专员", "Service Adviser")


def _citizens(city: City) -> None:
    city.citizens = [city.accounts["citizen"], city.accounts["citizen2"]]
    for number in range(1, 181):
        city.citizens.append(_person(f"citizen.{number}@demo.test", people.name(city.dice), "!"))


def _desks(city: City) -> None:
    for slug, code, name_zh, name_en, about_zh, about_en, hours, assignment in offices.DESKS:
        desk = Desk.objects.create(
            slug=slug, department=city.offices[code], name_zh=name_zh, name_en=name_en, about_zh=about_zh,
            about_en=about_en, hours=hours, assignment=assignment,
        )
        city.desks[slug] = desk
        for agent in city.agents[code]:
            Seat.objects.create(desk=desk, person=agent, capacity=4, languages=["zh-hans", "en"])
    for short, language, title, body in offices.PREPARED:
        PreparedAnswer.objects.create(desk=None, short=short, language=language, title=title, body=body)


def _leaders(city: City) -> None:
    for order, (slug, name, title_zh, title_en, remit_zh, remit_en) in enumerate(people.LEADERS, start=1):
        row = Leader()
        facts = {"title_zh": title_zh, "title_en": title_en, "remit_zh": remit_zh, "remit_en": remit_en}
        row.keep(by=city.accounts["admin"], slug=slug, name=name, order=order, **facts)
        city.leaders.append(row)
