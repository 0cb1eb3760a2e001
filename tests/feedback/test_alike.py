"""Which cases may be the same matter, and why."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from collab.feedback.alike.finding import candidates_for, own_alike
from collab.feedback.alike.marks import likeness, places_in, shared_words, traits_of
from collab.feedback.models import Case, Mark
from collab.live.viewer import STRANGER, Viewer

NIGHT = ("工地凌晨还在施工", "书院巷半夜一点打桩,连续五天,孩子要中考,请查有没有夜间施工许可。")
PARAPHRASE = ("夜间施工扰民", "书院巷的工地半夜还在打桩,孩子中考没法睡觉,请来查。")
OTHER = ("公积金怎么提取", "退休以后想把账户里的钱取出来,要带哪些证件?")


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk)


def letter(texts, party=STRANGER, **more) -> Case:
    facts = {"kind": "complaint", "channel": "web", "consent": False, "language": "zh-hans"}
    return Case.open(title=texts[0], text=texts[1], party=party, **(facts | more))


def found(case, who):
    return {one.case.pk: one for one in candidates_for(case, viewer(who))}


def test_the_same_text_is_sure_and_other_words_are_likely(world):
    first, second, near, far = (letter(texts) for texts in (NIGHT, NIGHT, PARAPHRASE, OTHER))
    ranked = candidates_for(first, viewer(world.otto))
    assert [one.case.pk for one in ranked] == [second.pk, near.pk]
    assert ranked[0].is_sure and not ranked[1].is_sure
    assert "书院巷" in ranked[1].places and any("打桩" in words for words in ranked[1].words)
    assert far.pk not in found(first, world.otto)


def test_the_reasons_are_told(world, client):
    first, second = letter(NIGHT, viewer(world.ada)), letter(NIGHT, viewer(world.ada))
    assert found(second, world.otto)[first.pk].same_person
    client.force_login(world.otto)
    page = client.get(second.get_absolute_url(), headers={"accept-language": "en"}).content.decode()
    assert first.number in page and "same person" in page and "书院巷" in page and "on the same day" in page


@pytest.mark.parametrize(("hours", "days"), [(9, 0), (10, 1), (34, 2)])
def test_days_apart_are_those_of_the_calendar_from_either_side(world, hours, days):
    """From nine in the morning in the zone of the city; backwards it was one more."""
    first, second = letter(NIGHT), letter(NIGHT)
    nine = timezone.localtime().replace(hour=9, minute=30, second=0, microsecond=0) - timedelta(days=9)
    for case, at in ((first, nine - timedelta(hours=hours)), (second, nine)):
        Case.objects.filter(pk=case.pk).update(received_at=at)
    for one, other in ((first, second), (second, first)):
        assert found(Case.objects.get(pk=one.pk), world.otto)[other.pk].days == days


def test_who_works_elsewhere_is_not_told_of_it(world, client):
    mine = letter(NIGHT, department=world.offices["D01"], by=world.bo)
    theirs = letter(NIGHT, department=world.offices["D06"], by=world.ann)
    assert found(mine, world.han) == {}
    assert theirs.pk in found(mine, world.otto)
    client.force_login(world.han)
    assert theirs.number not in client.get(reverse("case_alike", args=[mine.number])).content.decode()
    assert client.get(reverse("case_alike", args=[theirs.number])).status_code == 404


@pytest.mark.parametrize("who", ["ada", "eve", "adam", "audrey", "bo", None])
def test_others_have_no_such_list(world, client, who):
    case = letter(NIGHT, viewer(world.ada), department=world.offices["D01"], by=world.bo)
    if who:
        client.force_login(getattr(world, who))
    assert client.get(reverse("case_alike", args=[case.number])).status_code == 404


def test_what_was_withdrawn_is_no_candidate(world):
    first, second = letter(NIGHT), letter(NIGHT, viewer(world.ada))
    second.withdraw(by=viewer(world.ada))
    assert found(first, world.otto) == {}


def test_many_of_the_same_cost_no_more_queries(world, django_assert_max_num_queries):
    cases = [letter(NIGHT) for _number in range(12)]
    with django_assert_max_num_queries(4):
        assert len(candidates_for(cases[0], viewer(world.otto))) == 8


def test_own_letters_are_known_while_one_writes_again(world):
    case = letter(NIGHT, viewer(world.ada))
    assert own_alike("书院巷半夜打桩", viewer(world.ada)) == [case]
    assert own_alike("书院巷半夜打桩", viewer(world.ben)) == []
    assert own_alike("", viewer(world.ada)) == [] and own_alike("公积金提取额度", viewer(world.ada)) == []
    assert own_alike("书院巷半夜打桩", STRANGER) == []


def test_the_index_can_be_built_anew(world, capsys):
    first, second = letter(NIGHT), letter(NIGHT)
    before = set(Mark.objects.values_list("mark", "case_id"))
    Mark.objects.all().delete()
    assert found(first, world.otto) == {}
    call_command("rebuild_alike")
    assert set(Mark.objects.values_list("mark", "case_id")) == before
    assert second.pk in found(first, world.otto)


def test_texts_as_sets():
    assert places_in("我住在书院巷12号,临江路口,桂花园小区") == {"书院巷", "临江路", "花园小区"}
    one, other = set(traits_of(*NIGHT)), set(traits_of(*PARAPHRASE))
    assert 0.1 < likeness(one, other) < 0.8 and likeness(one, one) == 1 and likeness(one, set()) == 0
    assert shared_words("夜间施工许可", {"夜间", "间施", "施工"}) == ["夜间施工"]
    assert shared_words("noise at night", {"noise", "night"}) == ["noise", "night"]
