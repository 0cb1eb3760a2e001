"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "viewer": getattr(request, "viewer", None),
        "mode": getattr(request, "mode", ""),
        "theme": getattr(request, "theme", ""),
        "demo": settings.DEMO,
        "zone": timezone.get_current_timezone_name(),
        "language": "zh-Hans" if getattr(request, "LANGUAGE_CODE", "zh-hans") == "zh-hans" else "en",
    }
