"""A bound on what a request may carry, in front of the application: 413 before anything is read or stored."""

from typing import Any

from django.conf import settings


def limited(app: Any) -> Any:
    """Refuse by the announced length at once, and by the counted length of bodies that announce none."""

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > settings.BODY_LIMIT:
            await _refuse(send)
            return
        state = {"read": 0, "refused": False}

        async def counted() -> dict[str, Any]:
            message = await receive()
            state["read"] += len(message.get("body", b""))
            if state["read"] > settings.BODY_LIMIT:
                state["refused"] = True
                return {"type": "http.disconnect"}
            return message

        await app(scope, counted, send)
        if state["refused"]:
            await _refuse(send)

    return application


async def _refuse(send: Any) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 413,
            "headers": [(b"content-type", b"text/plain"), (b"connection", b"close")],
        }
    )
    await send({"type": "http.response.body", "body": b"too large\n"})
