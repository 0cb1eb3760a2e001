"""Secrets of second factors, and of web hooks, as they stand in the database: sealed with a key that follows from the city's secret."""

import base64
import logging
import secrets
from functools import cache

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)
SEALED = "sealed:"
PURPOSE = b"townhall second factors"


class SealingAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        """What no key opens is a secret that nobody knows: every code for it is wrong."""
        try:
            return unsealed(encrypted_text)
        except InvalidToken:
            logger.error("a second factor is sealed with an unknown secret")
            return base64.b32encode(secrets.token_bytes(20)).decode()


def sealed(text: str) -> str:
    """As it may rest in the database."""
    return SEALED + _locks(_keys()).encrypt(text.encode()).decode()


def unsealed(stored: str) -> str:
    """Also what was stored before there were seals. Raises InvalidToken."""
    if not stored.startswith(SEALED):
        return stored
    return _locks(_keys()).decrypt(stored.removeprefix(SEALED).encode()).decode()


def reseal() -> tuple[int, int]:
    """All of them with the secret of now: how many, and how many no known secret opens."""
    done = lost = 0
    with transaction.atomic():
        for factor in Authenticator.objects.select_for_update().exclude(type=Authenticator.Type.WEBAUTHN):
            try:
                factor.data = {name: _anew(value) for name, value in factor.data.items()}
            except InvalidToken:
                lost += 1
                continue
            factor.save(update_fields=["data"])
            done += 1
    return done, lost


def _anew(value: object) -> object:
    if isinstance(value, list):
        return [_anew(one) for one in value]
    return SealingAdapter().encrypt(unsealed(value)) if isinstance(value, str) else value


def _keys() -> tuple[str, ...]:
    return settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS


@cache
def _locks(keys: tuple[str, ...]) -> MultiFernet:
    """The first seals, each may open."""
    derived = [HKDF(SHA256(), 32, None, PURPOSE).derive(key.encode()) for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
