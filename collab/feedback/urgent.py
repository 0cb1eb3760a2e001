"""Words that mean danger now: the numbers to call are shown before anything else (GI-18)."""

WORDS = (
    "着火", "起火", "火灾", "煤气泄漏", "燃气泄漏", "燃气味", "煤气味", "救命", "抢劫", "杀人", "自杀", "昏迷", "晕倒", "流血不止", "溺水",
    "gas leak", "smell of gas", "fire!", "on fire", "robbery", "unconscious", "suicide", "drowning",
)  # fmt: skip


def is_urgent(text: str) -> bool:
    """Whether 110, 119 and 120 should be shown."""
    lower = text.lower()
    return any(word in lower for word in WORDS)
