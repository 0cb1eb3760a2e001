"""What the centre refuses and what the second hand sends back: with grounds that are kept."""

import pytest
from django.urls import reverse

from collab.accounts.models import Person
from collab.departments.models import Grant
from collab.feedback.models import CHECKS, Case, Publication, Review
from collab.live.viewer import STRANGER, Viewer


@pytest.fixture
def case(world):
    ada = Viewer(key=world.ada.key, name="Ada", person_id=world.ada.pk, language="zh-hans")
    return Case.open(
        title="社保断缴能否补缴",
        text="断缴四个月",
        kind="enquiry",
        channel="web",
        party=ada,
        consent=True,
        language="zh-hans",
    )


@pytest.fixture
def act(client, case):
    def send(who, verb, **data):
        client.force_login(who)
        return client.post(reverse("case_act", args=[case.number, verb]), data)

    return send


@pytest.mark.parametrize("wrong", [{}, {"ground": "court"}, {"words": "x"}, {"ground": "nonsense", "words": "x"}])
def test_a_refusal_needs_a_ground_and_words(world, case, act, wrong):
    assert act(world.otto, "refuse", **wrong).status_code == 422
    case.refresh_from_db()
    assert case.state == "submitted"


@pytest.fixture
def opal(world):
    """A second one at the centre."""
    person = Person.objects.create_user("opal@town.test", name="Opal")
    Grant.give(person=person, role="handler", department=world.offices["D00"], by=None)
    return person


def test_the_citizen_reads_the_ground_and_where_to_turn(world, case, act, client, opal):
    assert act(world.otto, "refuse", ground="court", words="合同纠纷已由区法院立案。").status_code == 302
    case.refresh_from_db()
    assert case.state == "submitted", "a second person has not confirmed it yet"
    assert act(world.otto, "reject").status_code == 404
    assert act(opal, "reject").status_code == 302
    client.force_login(world.ada)
    client.cookies["language"] = "zh-hans"
    page = client.get(case.get_absolute_url()).content.decode()
    assert "已进入司法" in page and "合同纠纷已由区法院立案。" in page and case.number in page
    case.refresh_from_db()
    assert case.ground == "court"


def drafted(world, act):
    act(world.otto, "accept")
    act(world.otto, "dispatch", department="D01")
    act(world.han, "sign")
    act(world.han, "draft", body="不再补缴。", submit="1")


def test_each_reading_by_the_second_hand_is_kept_with_its_no(world, case, act, client):
    drafted(world, act)
    sent = act(world.olga, "return", reason="no_basis", words="请写明依据", fails=["rule_named", "contact"])
    assert sent.status_code == 302
    client.force_login(world.han)
    client.cookies["language"] = "zh-hans"
    page = client.get(case.get_absolute_url()).content.decode()
    assert "答复引用了" in page or "依据" in page
    act(world.han, "draft", body="依据第五条,不再补缴。", submit="1")
    act(world.olga, "release")
    act(world.otto, "approve", checks=CHECKS)
    last, first = Review.objects.all()
    assert (first.approved, last.approved, first.by) == (False, True, world.olga)
    assert set(CHECKS) - set(first.holds) == {"rule_named", "contact"}
    assert last.fails == [] and len(first.fails) == 2
    assert act(world.olga, "return", reason="no_basis", fails=["nonsense"]).status_code == 404


def test_a_point_that_is_not_on_the_list_is_refused(world, case, act):
    drafted(world, act)
    assert act(world.olga, "return", reason="no_basis", fails=["nonsense"]).status_code == 422
    assert not Review.objects.exists()


def test_a_similar_published_reply_can_be_put_into_the_draft(world, case, act, client):
    other = Case.open(
        title="社保断缴补缴办法", text="断缴怎么补", kind="enquiry", channel="web", party=STRANGER, consent=True,
        language="zh-hans", department=world.offices["D01"], by=world.bo,
    )  # fmt: skip
    other.sign(by=world.han)
    other.draft(body="当年内可以补齐。", by=world.han)
    other.submit(by=world.han)
    other.approve(checks=CHECKS, by=world.olga)
    other.publish(
        title=other.title, question=other.text, answer="当年内可以补齐。", checked=True, secrecy=True, by=world.eva
    )
    act(world.otto, "accept")
    act(world.otto, "dispatch", department="D01")
    act(world.han, "sign")
    page = client.get(case.get_absolute_url()).content.decode()
    assert 'data-body="当年内可以补齐。"' in page and 'aria-keyshortcuts="Alt+1"' in page
    Publication.objects.get().withdraw(by=world.olga)
    assert "data-body" not in client.get(case.get_absolute_url()).content.decode()


def test_what_was_typed_stays_when_it_is_refused(world, case, act):
    assert "已由区法院立案" in act(world.otto, "refuse", ground="", words="已由区法院立案").content.decode()
    drafted(world, act)
    page = act(world.olga, "return", reason="nonsense", words="请写明依据的文件")
    assert page.status_code == 422 and "请写明依据的文件" in page.content.decode()
    act(world.olga, "return", reason="unclear", words="x")
    page = act(world.han, "draft", body="", submit="1")
    assert page.status_code == 422
