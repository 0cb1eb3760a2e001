"""The servers that other tests rely on are real: processes, one address before them, a browser."""

import signal

import pytest

from tests.servers.ports import status


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("server", ["daphne", "uvicorn"])
@pytest.mark.parametrize("processes", [1, 2])
def test_a_city_answers_and_drains(world, city, server, processes):
    town = city(processes=processes, server=server)
    assert status(f"{town.address}/readyz") == 200
    assert status(f"{town.address}/healthz") == 200
    # uvicorn, once it has drained, ends itself with the signal it was sent
    assert all(town.terminate(number) in {0, -signal.SIGTERM} for number in range(processes))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_browser_opens_the_city(world, city, new_page, axe):
    page = new_page(locale="en", phone=True)
    page.goto(city().address + "/")
    assert page.title()
