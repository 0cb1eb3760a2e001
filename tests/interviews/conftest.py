"""An interview of social security: Olga answers, Bo hosts, Han records, Mo screens, Ed organises and publishes."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chat.interviews.models import Interview, Question
from collab.feedback.models import Deadline
from tests.chat.conftest import as_viewer
from tests.world import PASSWORD


@pytest.fixture
def town(world: SimpleNamespace) -> SimpleNamespace:
    return world


@pytest.fixture
def planned(town: SimpleNamespace) -> Interview:
    one = Interview.plan(
        by=town.ed, department=town.offices["D01"], title_zh="失业了怎么办", title_en="Losing a job",
        about_zh="今年新增公益性岗位。", about_en="New public posts.", starts_at=timezone.now() + timedelta(days=10),
    )  # fmt: skip
    one.appoint(by=town.ed, person=town.olga, duty="speaker", position_zh="局长", position_en="Director")
    one.appoint(by=town.ed, person=town.bo, duty="host")
    one.appoint(by=town.ed, person=town.han, duty="recorder")
    return one


@pytest.fixture
def announced(planned: Interview, town: SimpleNamespace) -> Interview:
    planned.announce(by=town.ed)
    return planned


@pytest.fixture
def live(announced: Interview, town: SimpleNamespace) -> Interview:
    Interview.objects.filter(pk=announced.pk).update(starts_at=timezone.now())
    announced.refresh_from_db()
    announced.begin(by=town.bo)
    return announced


@pytest.fixture
def asked(town: SimpleNamespace) -> Callable[..., Question]:
    def ask(interview: Interview, text: str, by: Any = None, approved: bool = True) -> Question:
        question = interview.ask(by=as_viewer(by or town.ada), text=text, consent=True)
        question.interview = interview
        if approved:
            question.approve(by=town.mo)
        return question

    return ask


@pytest.fixture
def client_of(town: SimpleNamespace) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client = Client()
        assert client.login(username=f"{name}@town.test", password=PASSWORD)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def deadlines(db: None) -> None:
    assert Deadline.limits()["interview"].days == 5
