"""Somebody who asks the app itself, and leaves before the answer may be there."""

import asyncio

from starlette.types import ASGIApp, Message


async def post(
    app: ASGIApp, path: str, body: bytes, left: asyncio.Event
) -> list[Message]:
    """What `app` sends to whom posted `body` and leaves once `left` is set."""
    asked: list[Message] = [{"type": "http.request", "body": body}]
    answered: list[Message] = []

    async def receive() -> Message:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answered.append(message)

    scope = {"type": "http", "method": "POST", "path": path, "headers": []}
    await app({**scope, "query_string": b"", "root_path": ""}, receive, send)
    return answered
