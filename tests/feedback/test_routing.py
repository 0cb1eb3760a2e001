"""Which office is proposed, and why; what the centre's catalogue changes; what a city learns from its decisions."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from collab.audit.models import LogEntry
from collab.departments.models import Department
from collab.feedback.chores import learn_from_decisions
from collab.feedback.errors import Incomplete
from collab.feedback.models import Case, Hint, Tally, WordCount
from collab.feedback.routing.homophones import meant
from collab.feedback.routing.proposing import propose
from collab.feedback.routing.words import words_of
from collab.live.viewer import STRANGER
from frontend.city.enquiries import ENQUIRIES
from frontend.city.matters import MATTERS

LIFTS = ["电梯又停了", "电梯门关不上", "电梯困人", "楼里电梯晃得厉害"]
PENSIONS = ["养老金没有到账", "养老金少发一个月", "养老金怎么认证", "养老金上调多少"]


def letter(title: str, text: str = "请尽快答复。", **more) -> Case:
    facts = {"kind": "complaint", "channel": "web", "party": STRANGER, "consent": False, "language": "zh-hans"}
    return Case.open(title=title, text=text, **(facts | more))


def decide(world, title: str, office: str) -> Case:
    case = letter(title)
    case.accept(by=world.otto)
    case.dispatch(department=world.offices[office], by=world.otto)
    return case


@pytest.fixture
def taught(world):
    cases = [decide(world, title, office) for titles, office in ((LIFTS, "D06"), (PENSIONS, "D01")) for title in titles]
    learn_from_decisions()
    world.cases = cases
    return world


def lead(title: str, text: str = "", **more) -> str:
    found = propose(title, text, **more).lead
    return found.office.code if found else ""


def test_words_are_pairs_of_characters_and_latin_words():
    assert words_of("公积金的提取") == ["公积", "积金", "提取"]
    assert words_of("Where are the ＷORK permits?") == ["work", "permit"]
    assert words_of("{PHONE} 13800138000 !!") == []


def test_past_decisions_speak_and_say_why(taught):
    proposal = propose("我们这里的电梯坏了", "昨天开始")
    assert proposal.lead.office.code == "D06" and proposal.lead.share > 0.5
    assert proposal.lead.why[0].word == "电梯"
    assert lead("养老金的问题") == "D01"


def test_nothing_known_proposes_nobody(world):
    assert propose("电梯", "坏了").ranked == []
    assert propose("", "").lead is None


def test_the_number_of_queries_does_not_grow_with_the_cases(taught, django_assert_num_queries):
    with django_assert_num_queries(4):
        propose("我们这里的电梯坏了", "昨天开始", "complaint")


def test_what_is_dispatched_anew_is_learnt_anew(taught):
    wrong = taught.cases[0]
    wrong.dispatch(department=taught.offices["D01"], by=taught.otto)
    learn_from_decisions()
    learn_from_decisions()
    counted = dict(WordCount.objects.filter(word="电梯").values_list("department__code", "cases"))
    assert counted == {"D06": 3, "D01": 1}
    assert dict(Tally.objects.values_list("department__code", "cases")) == {"D06": 3, "D01": 5}


def test_a_case_handed_over_by_a_desk_teaches_too(world):
    letter("燃气灶打不着", department=world.offices["D06"], by=world.ann)
    learn_from_decisions()
    assert lead("燃气灶") == "D06"


def test_duties_of_an_office_speak_before_any_decision(world):
    Department.objects.filter(code="D01").update(duties_zh="养老、失业、工伤保险", duties_en="Pensions, work permits")
    Department.objects.filter(code="D06").update(duties_zh="物业管理、电梯、燃气", duties_en="Lifts, gas")
    assert lead("工伤保险怎么报") == "D01"
    assert lead("My work permit", "It ends next month, which papers do I need?") == "D01"


def test_the_catalogue_speaks_by_word_place_and_kind(taught):
    put = {"by": taught.otto}
    assert Hint.put(word="噪音", department=taught.offices["D06"], **put)
    assert lead("半夜噪音") == "D06"
    Hint.put(word="临江路", sort="place", department=taught.offices["D01"], weight=9, **put)
    assert lead("有一件事", place="临江路12号") == "D01"
    Hint.put(word="site_error", sort="kind", department=taught.offices["D00"], **put)
    assert lead("打不开", kind="site_error") == "D00"


def test_a_changed_word_is_a_new_row_and_stands_in_the_trail(taught):
    facts = {"word": "噪音", "department": taught.offices["D06"], "by": taught.otto}
    assert Hint.put(**facts)
    assert not Hint.put(**facts), "nothing was changed"
    assert Hint.put(**facts, weight=0)
    assert lead("半夜噪音") == "" and Hint.objects.count() == 2
    trail = LogEntry.objects.filter(verb="hint.changed").order_by("pk")
    assert [entry.detail["weight"] for entry in trail] == [4, 0]


@pytest.mark.parametrize("wrong", [{"word": " "}, {"word": "x", "sort": "kind"}, {"ground": "court"}])
def test_a_word_without_sense_is_refused(world, wrong):
    with pytest.raises(Incomplete):
        Hint.put(**({"word": "噪音", "department": world.offices["D06"], "by": world.otto} | wrong))


def test_a_hint_has_exactly_one_target(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Hint.objects.create(word="x")


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("请依法公开旧城改造的补偿方案和评估报告", "disclosure"),
        ("邻市高速出口每天堵一小时,请尽快疏导", "elsewhere"),
        ("合同纠纷法院上月已经立案,下月开庭", "court"),
        ("无抵押贷款当天放款,需要的加微信", "unlawful"),
        ("楼道灯坏了", ""),
    ],
)
def test_what_is_not_for_this_queue_is_told_with_its_signs(world, text, ground):
    proposal = propose("来信", text)
    assert proposal.ground == ground and bool(proposal.signs) == bool(ground)


def test_a_starting_sign_can_be_taken_away(world):
    Hint.put(word="邻市", ground="elsewhere", weight=0, by=world.otto)
    assert propose("邻市", "高速").ground == ""


def test_spoken_words_are_heard_as_they_sound(world):
    Hint.put(word="公积金", department=world.offices["D06"], by=world.otto)
    proposal = propose("我想问公鸡金怎么取", "我退休了想把公鸡金取出来去哪里取")
    why = proposal.lead.why[0]
    assert (proposal.lead.office.code, why.word, why.said) == ("D06", "公积金", "公鸡金")
    assert meant("公积金", ["公积金"]) == {} and meant("公园", ["公园"]) == {}
    assert meant("今晚的攻击", ["公积"]) == {}, "two characters are too few"


def test_a_second_office_is_proposed_as_helper(taught):
    for word, office in (("电梯", "D06"), ("检验", "D00")):
        Hint.put(word=word, department=taught.offices[office], by=taught.otto)
    proposal = propose("电梯检验", "")
    assert proposal.lead.office.code == "D06"
    assert [one.office.code for one in proposal.helpers] == ["D00"]


def test_a_dissolved_office_is_not_proposed(taught, settings):
    Hint.put(word="电梯", department=taught.offices["D06"], by=taught.otto)
    Department.objects.filter(code="D06").update(closed_at="2026-01-01T00:00Z")
    assert all(one.office.code != "D06" for one in propose("电梯", "").ranked)


@pytest.mark.once
def test_what_the_city_is_taught_with_are_no_copies_of_what_it_is_asked():
    asked = [{*words_of(f"{title} {text}")} for _office, _kind, title, text, _reply in ENQUIRIES]
    for _office, _kind, title, text, _reply in MATTERS:
        words = {*words_of(f"{title} {text}")}
        near = max(len(words & one) / len(words | one) for one in asked)
        assert near < 0.2, title


@pytest.fixture
def pages(taught, client):
    client.force_login(taught.otto)
    return client


def test_the_proposal_stands_in_the_form_of_dispatching(taught, pages):
    case = letter("电梯坏了", "请修")
    case.accept(by=taught.otto)
    page = pages.get(case.get_absolute_url()).content.decode()
    assert '<option value="D06" selected>' in page and "电梯 +" in page
    quiet = letter("您好", "谢谢")
    quiet.accept(by=taught.otto)
    assert pages.get(quiet.get_absolute_url()).status_code == 200


def test_the_centre_keeps_the_catalogue(taught, pages):
    page = reverse("case_routing")
    sent = {"sort": "word", "word": "噪音", "to": "D06", "weight": "4"}
    assert pages.post(page, sent).status_code == 302
    assert "噪音" in pages.get(page).content.decode()
    assert pages.post(page, sent | {"to": "court", "word": "起诉书"}).status_code == 302
    assert propose("起诉书", "").ground == "court"
    assert "D06" not in pages.get(page, {"try": "窗外噪音"}).content.decode().split("<option")[0]
    assert "噪音 +" in pages.get(page, {"try": "窗外噪音"}).content.decode()
    pages.post(page, sent | {"weight": "0"})
    assert lead("半夜噪音") == ""


@pytest.mark.parametrize(
    "wrong", [{"word": ""}, {"to": "D99"}, {"weight": "10"}, {"weight": "x"}, {"sort": "x"}, {"sort": "kind"}]
)
def test_what_cannot_be_kept_stays_on_the_page(taught, pages, wrong):
    sent = {"sort": "word", "word": "噪音", "to": "D06", "weight": "4"} | wrong
    assert pages.post(reverse("case_routing"), sent).status_code == 422
    assert not Hint.objects.exists()


@pytest.mark.parametrize("who", ["ada", "bo", "han", "olga", "adam", "audrey", "mo", None])
def test_others_have_no_catalogue(world, client, who):
    if who:
        client.force_login(getattr(world, who))
    assert client.get(reverse("case_routing")).status_code == 404
    assert client.post(reverse("case_routing"), {"word": "x"}).status_code == 404
