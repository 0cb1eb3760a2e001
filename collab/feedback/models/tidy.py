"""Text as it may be kept."""

UNSEEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def tidy(text: str) -> str:
    """Without signs of control, which a database refuses or which turn the text around for its readers."""
    return text.translate(UNSEEN).strip()
