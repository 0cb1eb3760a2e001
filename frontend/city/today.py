"""What lies on the desks this morning: matters of the last hours, each left where somebody has to do the next step."""

from datetime import datetime, timedelta

from django.utils import timezone

from collab.feedback.models import CHECKS, Case

from . import people
from .founding import City
from .life import Story
from .stories import Matter, viewer

STEP = timedelta(minutes=7)
# up to which step, at which office; those of D12 and D06 are in the hands of the demo accounts
LEFT = [
    ("open", "D04"), ("open", "D11"), ("open", "D08"), ("accept", "D02"), ("accept", "D10"), ("dispatch", "D12"), ("dispatch", "D06"),
    ("sign", "D12"), ("sign", "D06"), ("draft", "D12"), ("submit", "D12"), ("submit", "D06"), ("submit", "D01"), ("return", "D12"),
    ("approve", "D12"), ("approve", "D06"),
]


def left_at(city: City, matter: Matter, opened: datetime, until: str) -> Story:
    """A letter that goes its way until this step, a few minutes apart."""
    yield opened
    citizen, handler = city.dice.choice(city.citizens[:2]), city.handlers[matter.office][0]
    case = Case.open(
        title=matter.title, text=matter.text, kind=matter.kind, channel="web", party=viewer(citizen, matter.language),
        consent=True, language=matter.language, contact_name=citizen.name, contact_phone=people.fill("{PHONE}", city.dice),
    )  # fmt: skip
    centre, office, official = city.accounts["centre"], city.offices[matter.office], city.accounts["official"]
    steps = [
        ("accept", lambda: case.accept(by=centre)),
        ("dispatch", lambda: case.dispatch(department=office, by=centre)),
        ("sign", lambda: case.sign(by=handler)),
        ("draft", lambda: case.draft(body=matter.reply, by=handler)),
        ("submit", lambda: case.submit(by=handler)),
        ("return", lambda: case.send_back(reason="no_basis", words="请写明依据的文件。", fails=["rule_named"], by=official)),
        ("approve", lambda: case.approve(checks=CHECKS, by=official)),
    ]
    if until == "open":
        return
    for name, act in steps:
        if name == "return" and until != "return":
            continue
        yield timezone.now() + STEP
        act()
        if name == until:
            return
