from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from lenet1.web.job import RefusedError
from lenet1.web.worker import Worker
from tests.page.here import serve_here
from tests.page.loop import run


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """What reads strangers' pictures; a busy machine takes a while to start it."""
    worker = Worker("lenet1.page.jobs")
    with suppress(RefusedError):
        run(worker.ask("nothing", b""))
    yield worker
    worker.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, from this process."""
    with serve_here(tmp_path_factory.mktemp("cache")) as url:
        yield url


@pytest.fixture(scope="session")
def web(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"{address}gradio_api/", timeout=60) as client:
        yield client
