"""What tests of files that visitors leave share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lenet1.web.temporary import TemporaryFiles


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TemporaryFiles]:
    monkeypatch.setenv("GRADIO_TEMP_DIR", "of before")
    files = TemporaryFiles(tmp_path)
    yield files
    files.close()
