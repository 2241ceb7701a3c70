"""The app run in this process, which is quicker than one of its own."""

import runpy
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn
from gradio import http_server, processing_utils

from lenet1.web import server
from tests.conftest import ROOT

APP = str(ROOT / "app.py")
PATIENCE = 240  # s


def restore_gradio(patch: pytest.MonkeyPatch) -> None:
    """Undo at the end of `patch` what `server.start` changes in Gradio."""
    for name in ("async_ssrf_protected_download", "save_base64_to_cache"):
        patch.setattr(processing_utils, name, getattr(processing_utils, name))
    patch.setitem(vars(http_server), "uvicorn", uvicorn)


def wait_until_well(address: str) -> None:
    """Until pictures are read too, which takes a busy machine a while."""
    deadline = time.monotonic() + PATIENCE
    while httpx.get(f"{address}lenet1/health", timeout=60).status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.5)


@contextmanager
def serve_here(cache: Path) -> Iterator[str]:
    """The address of the app, which keeps uploads in the folder `cache`."""
    with pytest.MonkeyPatch.context() as patch:
        restore_gradio(patch)
        patch.setenv("GRADIO_TEMP_DIR", str(cache))
        app = runpy.run_path(APP)
        page = app["demo"]
        app["WORKER"].start()
        server.start(page, quiet=True, **app["launch_options"]())
        address = f"http://127.0.0.1:{page.server.config.port}/"
        wait_until_well(address)
        yield address
        page.close(verbose=False)
        app["WORKER"].close()
        app["FILES"].close()
