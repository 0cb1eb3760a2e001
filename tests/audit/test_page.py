"""The audit trail as auditors read it."""

import pytest
from django.core.cache import cache

from collab.audit.models import LogEntry, log, seal

PAGE = "/administration/audit"


@pytest.fixture
def auditor(client, world):
    client.force_login(world.audrey)
    return client


def rows(answer) -> str:
    return answer.content.decode().split("<tbody>")[1].split("</tbody>")[0]


def test_filters_narrow(auditor, world):
    log(world.ada, "thing.made", "hall.thing:1", department="D01")
    log(world.ben, "thing.unmade", "hall.thing:2")
    log(None, "system.swept", "hall.thing:3")
    for query, seen, hidden in [
        ("who=ada", "thing.made", "thing.unmade"),
        (f"who={world.ben.key}", "thing.unmade", "thing.made"),
        ("verb=thing", "thing.unmade", "system.swept"),
        ("thing=hall.thing:3", "system.swept", "thing.made"),
        ("first=2020-01-01&last=2099-01-01", "thing.made", "nothing at all"),
    ]:
        page = rows(auditor.get(f"{PAGE}?{query}"))
        assert seen in page and hidden not in page, query
    assert "thing.made" not in rows(auditor.get(f"{PAGE}?last=2020-01-01"))
    assert "department=D01" in rows(auditor.get(PAGE))
    assert auditor.get(f"{PAGE}?first=yesterday").status_code == 422
    assert auditor.get(f"{PAGE}?before=x").status_code == 200


def test_every_entry_is_on_one_page_and_pages_are_cheap(auditor, world, django_assert_max_num_queries):
    cache.clear()
    for number in range(120):
        log(world.ada if number % 2 else world.gus, "thing.made", f"hall.thing:{number}")
    seen, before = [], ""
    while True:
        with django_assert_max_num_queries(10):
            page = auditor.get(f"{PAGE}?verb=thing{before}")
        seen += [entry.pk for entry, _name in page.context["rows"]]
        if not page.context["older"]:
            break
        before = f"&before={page.context['older']}"
    assert seen == list(LogEntry.objects.filter(verb="thing.made").values_list("pk", flat=True))


def test_verifying_tells_what_is_wrong(auditor, world, monkeypatch):
    log(world.ada, "thing.made", "hall.thing:1")
    seal()
    auditor.post(f"{PAGE}/verification")
    assert "无缺失" in auditor.get(PAGE).content.decode()
    cache.clear()
    monkeypatch.setattr(
        "collab.departments.administration.trail.faults", lambda: ["entry 7 does not continue the chain"]
    )
    auditor.post(f"{PAGE}/verification")
    assert "entry 7" in auditor.get(PAGE).content.decode()
    auditor.post(f"{PAGE}/verification")
    assert "一分钟内" in auditor.get(PAGE).content.decode()


def test_reading_changes_nothing(auditor):
    before = LogEntry.objects.count()
    auditor.get(PAGE)
    assert LogEntry.objects.count() == before
