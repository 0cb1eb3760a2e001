"""What a thief of the database learns about second factors: nothing."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.core.management import CommandError, call_command

from collab.accounts.models import Person

SECRET = base64.b32encode(b"a secret of the app!").decode()
NEWER = "another secret of the city, long enough to be one " * 2


@pytest.fixture
def ada(db: None) -> Person:
    return Person.objects.create_user("ada@town.test", "open-sesame-2026", name="Ada")


@pytest.fixture
def factor(ada: Person) -> Authenticator:
    return TOTP.activate(ada, SECRET).instance


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def opens(factor: Authenticator) -> bool:
    cache.clear()  # each code is good once
    return TOTP(Authenticator.objects.get(pk=factor.pk)).validate_code(code())


def test_neither_the_secret_nor_the_codes_stand_in_the_database(ada, factor):
    codes = RecoveryCodes.activate(ada)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored and stored.count("sealed:") == 2
    assert opens(factor)
    assert codes.validate_code(codes.get_unused_codes()[0])


def test_what_was_stored_before_there_were_seals_goes_on(factor):
    Authenticator.objects.update(data={"secret": SECRET})
    assert opens(factor)
    call_command("reseal_factors")
    assert SECRET not in str(Authenticator.objects.get().data)
    assert opens(factor)


def test_the_secret_of_the_city_is_changed_in_three_steps(factor, settings):
    older = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEWER, [older]
    assert opens(factor)
    call_command("reseal_factors")
    settings.SECRET_KEY_FALLBACKS = []
    assert opens(factor)


def test_without_the_old_secret_every_code_is_wrong_and_nothing_breaks(factor, settings):
    settings.SECRET_KEY = NEWER
    before = Authenticator.objects.get().data
    assert not opens(factor)
    with pytest.raises(CommandError, match="1 are sealed"):
        call_command("reseal_factors")
    assert Authenticator.objects.get().data == before
