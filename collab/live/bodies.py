"""A bound on what a request may carry, in front of the application: 413 before anything is read or stored."""

from typing import Any

from django.conf import settings


def limited(app: Any) -> Any:
    """Refuse by the announced length at once, and by the counted length of bodies that announce none."""

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        announced = headers.get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > settings.BODY_LIMIT:
            await refuse(send)
            return
        read = 0
        refused = answered = False

        async def counted() -> dict[str, Any]:
            nonlocal read, refused
            message: dict[str, Any] = await receive()
            read += len(message.get("body", b""))
            if read > settings.BODY_LIMIT:
                refused = True
                return {"type": "http.disconnect"}
            return message

        async def answer(message: dict[str, Any]) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await app(scope, counted, answer)
        if refused and not answered:
            await refuse(send)

    return application


async def refuse(send: Any) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": 413,
            "headers": [(b"content-type", b"text/plain"), (b"connection", b"close")],
        }
    )
    await send({"type": "http.response.body", "body": b"too large\n"})
