"""Work for `web.worker` to be tested with."""

import ctypes
import os
import time

from lenet1.web.job import RefusedError


def echo(file: bytes) -> bytes:
    return file


def refuse(file: bytes) -> bytes:
    raise RefusedError(file.decode())


def fail(file: bytes) -> bytes:
    raise ValueError(file.decode())


def swell(file: bytes) -> bytes:
    """Takes so many megabytes, and touches each."""
    return bytes(len(bytearray(b"x") * (int(file) * 1_000_000)) > 0)


def swell_below_python(file: bytes) -> bytes:
    """As a decoder in C that does not look whether there was memory."""
    size = int(file) * 1_000_000
    allocate = ctypes.CDLL(None).malloc
    allocate.restype = ctypes.c_void_p
    ctypes.memset(allocate(ctypes.c_size_t(size)), 1, size)
    return b"done"


def crash(file: bytes) -> bytes:
    ctypes.string_at(0)
    return file


def beat(file: bytes) -> bytes:
    """Goes on until it is ended, and writes to the file of that name meanwhile."""
    while True:
        with open(file.decode(), "a") as there:  # noqa: PTH123
            there.write(".")
        time.sleep(0.01)


def manners(file: bytes) -> bytes:
    return str(os.nice(0)).encode()
