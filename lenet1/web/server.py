"""The running page: how it starts, what it bears, how it stops.

uvicorn 0.54 waits for a request's headers for ever, and Gradio 6.31 does not pass on
its other limits; both are set once the server is there.
"""

import gc
import logging
import os
import signal
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

if sys.platform != "win32":
    import resource

import gradio as gr
from gradio import processing_utils
from gradio.exceptions import Error, InvalidPathError
from gradio.utils import get_upload_folder
from uvicorn.protocols.http.h11_impl import H11Protocol

from lenet1.web.environment import give_up
from lenet1.web.refusal import refusal

CONNECTIONS = 2_000  # at once; an open page keeps one, and up to six while it works
SPARE_FILES = 100  # descriptors: half for what is told "503", half for real files
HEADER_SECONDS = 15.0
CLOSE_SECONDS = 2  # for answers under way when the page stops
logger = logging.getLogger(__name__)


class Page(gr.Blocks):
    """gr.Blocks whose every refusal is a sentence, with one line in the log."""

    async def process_api(self, *args: Any, **options: Any) -> dict[str, Any]:
        try:
            return await super().process_api(*args, **options)
        except Error:
            raise
        except InvalidPathError:
            raise refusal("Only a picture that was uploaded can be read.") from None
        except Exception as error:
            logger.warning("An endpoint failed on its input: %.300r", error)
            raise refusal(
                "The endpoint does not take such input; /gradio_api/info says what it"
                " takes."
            ) from None


class Connection(H11Protocol):
    """One connection, closed when a request's headers take too long to arrive."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        most = (self.limit_concurrency or CONNECTIONS) + SPARE_FILES // 2
        if len(self.connections) > most:
            transport.abort()
        else:
            self.loop.call_later(HEADER_SECONDS, self.close_if_idle, None)

    def close_if_idle(self, last: Any) -> None:
        """Close unless a request is under way or came since `last`."""
        if self.cycle is last and (last is None or last.response_complete):
            self.transport.abort()
        elif not self.transport.is_closing():
            self.loop.call_later(HEADER_SECONDS, self.close_if_idle, self.cycle)


async def download_nothing(url: str, cache_dir: str) -> NoReturn:
    """In the place of what fetches any public address for anybody."""
    raise refusal("Send the picture itself, not its address.")


def run(page: gr.Blocks, **options: Any) -> None:
    """Serve `page` until Ctrl-C or SIGTERM, then leave no uploads behind.

    Where it cannot start: one sentence, and exit code 2.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    start(page, **options)
    gc.freeze()  # what is here stays: going through all of it stops everybody for 0.3 s
    page.block_thread()


def start(page: gr.Blocks, **options: Any) -> None:
    """Serve `page` from a thread of its own; as `run` does where it cannot."""
    processing_utils.async_ssrf_protected_download = download_nothing
    _delete_in_time(page)
    try:
        page.launch(prevent_thread_lock=True, server_port=_chosen_port(), **options)
    except OSError:
        give_up(_no_place())
    config = page.server.config
    config.http_protocol_class = Connection
    config.limit_concurrency = _allowed_connections()
    config.timeout_graceful_shutdown = CLOSE_SECONDS


def _no_place() -> str:
    """Why no server could listen, as far as Gradio lets us know."""
    name = os.environ.get("GRADIO_SERVER_NAME", "")
    try:
        socket.getaddrinfo(name.strip("[]") or None, 0)
    except OSError:
        return f"GRADIO_SERVER_NAME is {name!r}, which is no address of this machine"
    port = _chosen_port() or "it would use"
    return f"the port {port} is taken; set GRADIO_SERVER_PORT to another one"


def _delete_in_time(page: gr.Blocks) -> None:
    """Have Gradio delete the pictures of MCP's calls as it does uploads.

    Gradio 6.31 writes each down, uploads it to itself, and forgets the first file.
    """
    save = processing_utils.save_base64_to_cache

    def save_and_remember(*args: Any, **options: Any) -> str:
        path = save(*args, **options)
        page.upload_file_set.add(path)
        return path

    processing_utils.save_base64_to_cache = save_and_remember


def uploads() -> Path:
    """Where Gradio keeps what visitors send, for ten minutes; made if need be.

    Where it cannot be written: one sentence, and exit code 2.
    """
    folder = Path(get_upload_folder())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        give_up(f"{folder} cannot be used for uploads ({error.strerror})")
    return folder


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
