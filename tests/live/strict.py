"""A town whose wire is narrow for citizens and wide for staff, so that a test meets each limit within seconds."""

from typing import Any

NARROW: dict[str, Any] = {
    "sends": {"citizen": [[2, 5]], "staff": [[5000, 5]]},
    "frames": {"citizen": [1, 8], "staff": [5000, 5000]},
    "rooms": {"citizen": 2, "staff": 100},
    "sockets": {
        "citizen": {"session": 2, "person": 3, "address": 8},
        "staff": {"session": 100, "person": 100, "address": 500},
    },
    "hello_seconds": 1,
    "heartbeat_seconds": 1,
    "session_check_seconds": 1,
}
NOWHERE = 999_999
CID = "0d9e1a52-7a1c-4a0c-9a35-2f6f0f0c7c11"
