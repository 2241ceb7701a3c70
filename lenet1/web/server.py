"""The running page: how it starts, what it bears, how it stops."""

import asyncio
import gc
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from functools import partial
from types import SimpleNamespace
from typing import Any, NoReturn

if sys.platform != "win32":
    import resource

import gradio as gr
import uvicorn
from gradio import http_server, processing_utils
from gradio.block_function import BlockFunction
from gradio.exceptions import Error, InvalidPathError
from gradio.utils import get_space
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from lenet1.web import environment, log, mcp
from lenet1.web import sentences as say
from lenet1.web.calls import Calls
from lenet1.web.connections import Connection
from lenet1.web.environment import give_up
from lenet1.web.guard import Faults, Guard
from lenet1.web.refusal import refusal

CONNECTIONS = 2_000  # at once; an open page keeps one, and up to six while it works
BACKLOG = 100  # connections that the system keeps until one is accepted
# Descriptors that are no connection's: real files, one backlog, since all of it is
# accepted before the first is counted, and those that are told "503".
SPARE_FILES = 50 + BACKLOG + 50
CLOSE_SECONDS = 2  # for answers under way when the page stops
LARGE = 50_000  # bytes of an answer; compressed it is sent sooner
LOOK = 0.2  # seconds; how often it is asked whether a caller is still there
logger = logging.getLogger(__name__)


class Page(gr.Blocks):
    """gr.Blocks whose every refusal is a sentence, with one line in the log.

    And that ends a call under way once its caller does not wait for the answer.
    """

    async def process_api(
        self,
        block_fn: BlockFunction | int,
        inputs: list[Any],
        *args: Any,
        **options: Any,
    ) -> dict[str, Any]:
        """As Gradio's, but what a caller leaves out at the end gets its default."""
        called = self.fns[block_fn] if isinstance(block_fn, int) else block_fn
        left_out = called.inputs[len(inputs) :]
        defaults = [getattr(block, "value", None) for block in left_out]
        if None not in defaults:  # which stands for none
            inputs = [*inputs, *defaults]
        try:
            call = super().process_api(called, inputs, *args, **options)
            return await self._while_awaited(call, options.get("event_id"))
        except Error:
            raise
        except InvalidPathError:
            raise refusal(say.ONLY_UPLOADED) from None
        except Exception as error:
            logger.warning("An endpoint failed on its input: %.300r", error)
            raise refusal(say.NO_SUCH_INPUT) from None

    async def _while_awaited(self, call: Any, event_id: str | None) -> dict[str, Any]:
        working = asyncio.ensure_future(call)
        try:
            while not (await asyncio.wait([working], timeout=LOOK))[0]:
                event = self._queue.event_ids_to_events.get(event_id or "")
                if event is not None and not event.alive:
                    raise refusal(say.NOBODY_WAITS)
        finally:
            working.cancel()
        result: dict[str, Any] = working.result()
        return result


async def download_nothing(url: str, cache_dir: str) -> NoReturn:
    """In the place of what fetches any public address for anybody."""
    raise refusal(say.NO_ADDRESS)


def run(
    page: gr.Blocks,
    *,
    ahead: Callable[[], None] = lambda: None,
    **options: Any,
) -> None:
    """Serve `page` until Ctrl-C or SIGTERM.

    `ahead` is called once the page answers. Where it cannot start: one sentence, and
    exit code 2.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    start(page, **options)
    ahead()
    gc.freeze()  # what is here stays: to go through all of it takes 0.3 s
    page.block_thread()


def start(page: gr.Blocks, *, bodies: Mapping[str, int], **options: Any) -> None:
    """Serve `page` from a thread of its own; as `run` does where it cannot.

    `bodies` are those of `guard.Guard`.
    """
    # Gradio compresses files, but not the page itself.
    shrunk = Middleware(GZipMiddleware, minimum_size=LARGE, compresslevel=5)
    middleware = [Middleware(Faults), shrunk]
    app = {**options.pop("app_kwargs", {}), "middleware": middleware}
    processing_utils.async_ssrf_protected_download = download_nothing
    if mcp.is_there():
        mcp.leave_pictures_in_place()
    config = partial(_config, bodies=bodies)
    # Gradio 6.31 has options for none of these.
    vars(http_server)["uvicorn"] = SimpleNamespace(Config=config)
    Calls(page._queue)
    try:
        page.launch(
            prevent_thread_lock=True,
            server_name=os.environ.get(environment.NAME),
            server_port=_chosen_port(),
            app_kwargs=app,
            **options,
        )
    except OSError:
        give_up(_no_place())


def _config(app: Any, *, bodies: Mapping[str, int], **options: Any) -> uvicorn.Config:
    """Of the server that Gradio starts: with the guard before all, and limits."""
    config = uvicorn.Config(
        Guard(app, bodies=bodies, forwarded=get_space() is not None),
        http=Connection,
        ws="none",  # uvicorn does not count what becomes a web socket
        backlog=BACKLOG,
        limit_concurrency=_allowed_connections(),
        timeout_graceful_shutdown=CLOSE_SECONDS,
        **options,
    )
    log.limit_lines()
    return config


def _no_place() -> str:
    """Why no server could listen, as far as Gradio lets us know."""
    name = os.environ.get(environment.NAME) or os.environ.get("GRADIO_SERVER_NAME", "")
    try:
        socket.getaddrinfo(name.strip("[]") or None, 0)
    except OSError:
        return f"GRADIO_SERVER_NAME is {name!r}, which is no address of this machine"
    port = _chosen_port() or "it would use"
    return f"the port {port} is taken; set GRADIO_SERVER_PORT to another one"


def _chosen_port() -> int | None:
    """The port that was asked for: where it is taken, no other will do."""
    port = os.environ.get("GRADIO_SERVER_PORT")
    return int(port) if port else None


def _allowed_connections() -> int:
    """CONNECTIONS, or what the system's limit on open files leaves for them."""
    if sys.platform == "win32":
        return CONNECTIONS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_FILES
    if 0 <= soft < wanted:
        soft = wanted if hard < 0 else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return CONNECTIONS if soft < 0 else max(min(CONNECTIONS, soft - SPARE_FILES), 1)
