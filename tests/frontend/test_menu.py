import re

import pytest

PEOPLE = ["ada", "bo", "han", "otto", "olga", "eva", "mo", "ed", "adam", "audrey"]


@pytest.mark.parametrize("who", [None, *PEOPLE])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_menu_leads_nowhere_dead(world, client, settings, who, language):
    settings.STAFF_SECOND_FACTOR = False
    if who:
        client.force_login(getattr(world, who))
    page = client.get("/", headers={"Accept-Language": language}).content.decode()
    menu = [
        place
        for nav in re.findall(r"<nav.*?</nav>", page, re.DOTALL)
        for place in re.findall(r'<a href="([^"]+)"', nav)
    ]
    assert len(menu) >= (6 if who in {None, "ada", "eva"} else 9)
    assert {place: client.get(place).status_code for place in menu} == dict.fromkeys(menu, 200)
