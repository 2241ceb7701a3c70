from collections.abc import Iterator

import httpx
import pytest

from lenet1.web.worker import Worker
from tests.page.here import serve_here


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """What reads strangers' pictures."""
    worker = Worker("lenet1.page.jobs")
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
