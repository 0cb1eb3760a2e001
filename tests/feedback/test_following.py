"""Following a published reply instead of writing again."""

import io
import json
import re
import zipfile

import pytest
from django.core import mail
from django.urls import reverse

from collab.accounts import erasures, exports
from collab.feedback.errors import Incomplete
from collab.feedback.models import CHECKS, Case, Follower
from collab.live.viewer import STRANGER, Viewer
from collab.notifications.chores import send_letters

LINK = re.compile(r"/follow/[^\s/]+/")


def viewer(person) -> Viewer:
    return Viewer(key=person.key, name=person.name, person_id=person.pk, language="en")


@pytest.fixture
def published(world):
    case = Case.open(
        title="社保断缴能否补缴", text="断缴四个月还能补吗", kind="enquiry", channel="web", party=viewer(world.ada),
        consent=True, language="zh-hans", department=world.offices["D01"], by=world.bo,
    )  # fmt: skip
    case.sign(by=world.han)
    case.draft(body="当年可以补。", by=world.han)
    case.submit(by=world.han)
    case.approve(checks=CHECKS, by=world.olga)
    show(case, world, "当年可以补。")
    send_letters()
    mail.outbox.clear()
    return case


def show(case, world, answer):
    facts = {"title": "社保断缴", "question": "断缴还能补吗", "checked": True, "secrecy": True}
    case.publish(answer=answer, by=world.olga, **facts)


def told() -> list:
    send_letters()
    sent = [letter for letter in mail.outbox if LINK.search(letter.body)]
    mail.outbox.clear()
    return sent


def test_with_an_account_one_click_follows_and_one_stops(published, world, client):
    client.force_login(world.ben)
    page = reverse("reply", args=[published.number])
    assert client.post(reverse("reply_follow", args=[published.number])).status_code == 302
    assert client.post(reverse("reply_follow", args=[published.number])).status_code == 302
    one = Follower.objects.get()
    assert one.is_told and one.email == world.ben.email and told() == []
    show(published, world, "当年可以补,次年不行。")
    (letter,) = told()
    assert letter.to == [world.ben.email] and "社保断缴" in letter.body
    link = re.search(r'action="[^"]*(/follow/[^"]+)"', client.get(page).content.decode())[1]
    client.post(link, {"stop": "1"})
    published.publication.withdraw(by=world.olga)
    assert told() == []


def test_a_strange_address_is_asked_first(published, world, client):
    assert (
        client.post(reverse("reply_follow", args=[published.number]), {"email": "Lin@Example.test"}).status_code == 302
    )
    (letter,) = told()
    assert letter.to == ["lin@example.test"]
    show(published, world, "改了")
    assert told() == [], "nobody has confirmed it"
    link = LINK.search(letter.body)[0]
    assert client.get(link).status_code == 200 and not Follower.objects.get().is_told, "a look confirms nothing"
    client.post(link, {"confirm": "1"})
    published.publication.withdraw(by=world.olga)
    (letter,) = told()
    client.post(LINK.search(letter.body)[0], {"stop": "1"})
    assert not Follower.objects.get().is_told
    assert client.get(link).status_code == 200, "also when the reply is gone"


@pytest.mark.parametrize("email", ["", "x", "a@b\nBcc: c@d"])
def test_what_is_no_address_is_refused(published, client, email):
    with pytest.raises(Incomplete):
        Follower.follow(case=published, by=STRANGER, email=email)
    assert client.post(reverse("reply_follow", args=[published.number]), {"email": email}).status_code == 302
    assert not Follower.objects.exists()


def test_only_what_is_published_is_followed(published, world, client):
    published.publication.withdraw(by=world.olga)
    assert client.post(reverse("reply_follow", args=[published.number]), {"email": "a@b.test"}).status_code == 404
    assert client.get("/follow/forged/").status_code == 404


def test_while_one_writes_own_letters_are_offered(published, world, client):
    client.force_login(world.ada)
    own = client.get(reverse("suggest"), {"q": "社保断缴四个月还能补吗"}).json()["own"]
    assert [one["text"] for one in own] == [published.number]
    client.force_login(world.ben)
    answer = client.get(reverse("suggest"), {"q": "社保断缴四个月还能补吗"}).json()
    assert answer["own"] == [] and len(answer["replies"]) == 1


def test_the_receipt_offers_them_without_script(published, world, client):
    client.force_login(world.ben)
    letter = {"kind": "enquiry", "title": "社保断缴补缴", "text": "社保断缴还能补吗", "contact_name": "Ben"}
    client.post(reverse("write"), letter)
    assert published.publication.get_absolute_url() in client.get(reverse("receipt")).content.decode()


def test_follows_go_with_the_account(published, world):
    Follower.follow(case=published, by=viewer(world.ben))
    Follower.follow(case=published, by=viewer(world.eve))
    with zipfile.ZipFile(io.BytesIO(exports.archive(world.ben))) as package:
        (own,) = json.loads(package.read("follows.json"))
    assert own["title"] == "社保断缴"
    erasures.erase(world.ben)
    assert [one.email for one in Follower.objects.all()] == [world.eve.email]
