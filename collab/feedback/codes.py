"""The query code of a case: worked out from its number under the secret of the city, never stored."""

import base64
import hashlib
import hmac

from django.conf import settings

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs that are not mistaken for each other: 5 bits each
LENGTH = 12
_BASE32 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", SIGNS)


def code_of(number: str, salt: str) -> str:
    """12 signs, 60 bits."""
    mark = hmac.new(settings.SECRET_KEY.encode(), f"case:{number}:{salt}".encode(), hashlib.sha256).digest()
    return base64.b32encode(mark).decode()[:LENGTH].translate(_BASE32)


def spaced(code: str) -> str:
    """As people read it: ABCD-EFGH-JKLM."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
