"""Letters leave every few seconds."""

import logging

from collab.live.chores import every

from .models import Letter

logger = logging.getLogger(__name__)


@every(3)
def send_letters() -> None:
    """A few at a time, so that a slow mail server never holds up the other chores for long."""
    for letter in Letter.objects.due().order_by("pk")[:20]:
        if not letter.claim():
            continue
        try:
            letter.send()
        except (OSError, ValueError) as error:  # what mail servers refuse, and addresses that are none
            logger.warning("letter %s not sent: %s", letter.pk, type(error).__name__)
