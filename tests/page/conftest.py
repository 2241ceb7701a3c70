from collections.abc import Iterator

import pytest

from tests.page.here import serve_here


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers, from this process."""
    with serve_here(tmp_path_factory.mktemp("cache")) as url:
        yield url
