"""Connections that end: when nothing comes, when nothing is fetched, when too many.

uvicorn 0.54 waits for a request's headers, and for a client to read, for ever.
"""

from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST = 2_000  # connections at once where uvicorn is given no limit
TOLD = 50  # more than the limit, which are told "503"; what is beyond is closed
HEADER_SECONDS = 15.0
READ_SECONDS = 20.0  # in which a client fetches something of what waits for it


class Connection(H11Protocol):
    """One connection, closed when its client takes too long to speak or to listen."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.unread = 0  # bytes that wait for the client, when it was last looked
        if len(self.connections) > (self.limit_concurrency or MOST) + TOLD:
            transport.abort()
            return
        self.loop.call_later(HEADER_SECONDS, self.close_if_idle, None)
        self.loop.call_later(READ_SECONDS, self.close_if_unread)

    def close_if_idle(self, last: Any) -> None:
        """Close unless a request is under way or came since `last`."""
        if self.cycle is last and (last is None or last.response_complete):
            self.transport.abort()
        elif not self.transport.is_closing():
            self.loop.call_later(HEADER_SECONDS, self.close_if_idle, self.cycle)

    def close_if_unread(self) -> None:
        """Close where as much waits for the client as READ_SECONDS ago, or more."""
        if self not in self.connections:
            return
        waiting = self.transport.get_write_buffer_size()
        if waiting and waiting >= self.unread > 0:
            self.transport.abort()
            return
        self.unread = waiting
        self.loop.call_later(READ_SECONDS, self.close_if_unread)
