"""The steps that the page's trainer is held to are torch's."""

import base64
import json

import numpy as np
import pytest

from tests.learning.torch_steps import PATH, take_steps

AGAIN = "run python -m tests.learning.torch_steps"


def test_the_file_has_torchs_own_steps() -> None:
    kept, now = json.loads(PATH.read_text()), take_steps()
    for name in ("layers", "rate", "batches"):
        assert kept[name] == now[name], AGAIN
    assert kept["losses"] == pytest.approx(now["losses"], abs=1e-4), AGAIN
    for moment in ("start", "end"):
        assert kept[moment].keys() == now[moment].keys(), AGAIN
        for name, text in kept[moment].items():
            difference = decoded(text) - decoded(now[moment][name])
            assert np.abs(difference).max() < 1e-5, AGAIN
    assert now["losses"][-1] < now["losses"][0] - 0.3


def decoded(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.frombuffer(base64.b64decode(text), "<f4")
