import pytest
import torch

from lenet1.learning.device import DeviceError, choose_device


def test_an_absent_device_gets_one_sentence() -> None:
    assert choose_device("cpu") == torch.device("cpu")
    assert choose_device("auto").type in {"cpu", "cuda", "mps"}
    if not torch.cuda.is_available():
        with pytest.raises(DeviceError, match=r"finds no cuda device here"):
            choose_device("cuda")
