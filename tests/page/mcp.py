"""A real client of the page's MCP tools."""

from typing import Any


async def ask(address: str, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    """The names of the tools, then whether each call failed, and its text."""
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async with (
        streamablehttp_client(f"{address}gradio_api/mcp/") as (received, sent, _),
        ClientSession(received, sent) as session,
    ):
        await session.initialize()
        answers: list[Any] = [[t.name for t in (await session.list_tools()).tools]]
        for name, arguments in calls:
            result = await session.call_tool(name, arguments)
            (said,) = result.content
            answers.append((result.isError, getattr(said, "text", "")))
        return answers
