import pytest
from django.core.management import call_command
from django.urls import reverse

from collab.live.viewer import STRANGER, Viewer
from collab.search.models import Document, find, forget, index, suggest


@pytest.fixture
def library(db):
    index(kind="reply", key="1", title="灵活就业社保断缴能否补缴", text="中断的月份不再补缴。", url="/replies/1")
    index(kind="reply", key="2", title="公积金贷款可以提前还吗", text="没有违约金,网上申请。", url="/replies/2")
    index(kind="reply", key="3", title="Renew a work permit", text="File it online first.", url="/replies/3")
    index(kind="reply", key="4", title="12路公交早高峰加密", text="八点前十分钟一班。", url="/replies/4")
    index(kind="case", key="9", title="社保秘密", text="只给本人", url="/cases/9", audience="party:p1")


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("社保", ["1"]),
        ("保社", []),
        ("公积金 违约金", ["2"]),
        ("PERMIT", ["3"]),
        ("月份", ["1"]),
        ("", []),
        ("12路", ["4"]),
        ("公交", ["4"]),
        ("路公交", ["4"]),
    ],
)
def test_words_are_found_as_phrases(library, query, keys):
    assert [hit.key for hit in find(query, STRANGER).hits] == keys


def test_only_the_party_finds_what_is_theirs(library):
    assert {hit.key for hit in find("社保", Viewer(key="p1")).hits} == {"1", "9"}
    assert find("秘密", Viewer(key="p2")).total == 0


@pytest.mark.parametrize("query", ['"', "a OR", "NEAR(", "'; DROP TABLE x", "社 AND", "*", "<->", "\x00", "^社保"])
def test_signs_of_the_query_language_do_nothing(library, query):
    find(query, STRANGER)
    suggest(query)


def test_a_half_typed_question_is_offered_what_fits(library):
    assert [hit.key for hit in suggest("我的社保断缴了几个月,想补缴")] == ["1"]
    assert suggest("今天天气怎么样") == []


@pytest.mark.parametrize(("typed", "key"), [("社保", "1"), ("12路公交早", "4"), ("permit", "3")])
def test_two_characters_are_enough_and_digits_stand_alone(library, client, typed, key):
    assert [hit.key for hit in suggest(typed)] == [key]
    offered = client.get(reverse("suggest"), {"q": typed}).json()["replies"]
    assert [reply["url"] for reply in offered] == [f"/replies/{key}"]


def test_forgotten_is_found_nowhere(library):
    forget(kind="reply", key="1")
    assert find("社保", STRANGER).total == 0
    assert suggest("社保断缴补缴") == []


def test_the_page_counts_its_queries_and_marks_words(library, client, django_assert_max_num_queries):
    client.get(reverse("search"))  # what every page shows is kept for a few seconds
    with django_assert_max_num_queries(3):
        page = client.get(reverse("search"), {"q": "社保"})
    assert "<mark>社保</mark>" in page.content.decode()
    assert client.get(reverse("search"), {"q": "<script>", "page": "x"}).status_code == 200


def test_others_documents_neither_show_nor_crowd_out(library):
    for number in range(70):
        index(kind="reply", key=f"x{number}", title="社保断缴补缴", text="社保断缴补缴", url="/", audience="party:p5")
    assert [hit.key for hit in suggest("我的社保断缴了几个月,想补缴")] == ["1"]
    assert [hit.key for hit in find("断缴", STRANGER).hits] == ["1"]


def test_documents_of_an_office_are_found_at_and_above_it(library, world):
    social, housing = world.offices["D01"].path, world.offices["D06"].path
    index(kind="case", key="s", title="滞纳金内部说明", text="", url="/", audience=f"dept:{social}")
    index(kind="case", key="h", title="滞纳金内部办法", text="", url="/", audience=f"dept:{housing}")
    index(kind="case", key="a", title="滞纳金通知", text="", url="/", audience="staff")
    seen = {
        name: {hit.key for hit in find("滞纳金", Viewer(key=person.key, person_id=person.pk, staff=staff)).hits}
        for name, person, staff in [
            ("han", world.han, True), ("hugo", world.hugo, True), ("adam", world.adam, True), ("eve", world.eve, False),
        ]
    }  # fmt: skip
    assert seen == {"han": {"s", "a"}, "hugo": {"h", "a"}, "adam": {"a"}, "eve": set()}


def test_the_index_can_be_built_anew(library, capsys):
    Document.objects.filter(key="1").update(title="驾驶证换证")
    call_command("rebuild_search")
    assert [hit.key for hit in find("驾驶证", STRANGER).hits] == ["1"]
    assert find("断缴", STRANGER).total == 0
    assert suggest("我的社保断缴了几个月,想补缴") == []
    assert "5" in capsys.readouterr().out
