"""The device that training runs on."""

import torch


class DeviceError(RuntimeError):
    """The device that was asked for is not there; the message says so."""


def choose_device(name: str) -> torch.device:
    """The device called `name`, or for "auto" the best one there is.

    Raises DeviceError when PyTorch cannot use it here.
    """
    present = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "cpu": True,
    }
    if name == "auto":
        name = next(device for device, there in present.items() if there)
    if not present.get(name, False):
        usable = ", ".join(device for device, there in present.items() if there)
        raise DeviceError(f"PyTorch finds no {name} device here; usable: {usable}.")
    return torch.device(name)
