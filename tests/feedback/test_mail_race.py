"""The same mail in the hands of two processes at once opens one case."""

import pytest

from collab.feedback.mail_in.taking import take
from collab.feedback.models import Case, ReceivedMail
from tests.chat.test_race import at_once
from tests.feedback.test_mail_in import mail

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once(world):
    data = mail()
    assert at_once(lambda: take(data), lambda: take(data)) == ["opened", "opened"]
    assert (Case.objects.count(), ReceivedMail.objects.count()) == (1, 1)
