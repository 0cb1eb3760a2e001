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
    menu = re.findall(r'<a href="([^"]+)"', page[page.index("<nav") : page.index("</nav>")])
    assert len(menu) >= 6
    assert {place: client.get(place).status_code for place in menu} == dict.fromkeys(menu, 200)
