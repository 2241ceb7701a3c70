"""The process that `worker.Worker` starts: waits for work, and does each in a copy.

It imports what the work needs, and nothing of the server.
"""

import contextlib
import gc
import os
import signal
import socket
import struct
import sys
import warnings
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import ModuleType

from lenet1.web import sentences as say

MEMORY = 700_000_000  # bytes that a job may take beyond what is there at its start
PROCESSOR_SECONDS = 20  # that it may take
NICENESS = 5  # of 19; the live page comes first
HEAD = struct.Struct("<32sQ")  # the job's name, and how many bytes follow
BEGUN, DONE, REFUSED, FAILED = b"b", b"d", b"r", b"f"
STATM = Path("/proc/self/statm")  # in pages; Linux alone has it


class RefusedError(ValueError):
    """What a job raises for a file that it does not take; the message says why."""


def head_of(job: str, file: bytes) -> bytes:
    """What a job's connection begins with."""
    return HEAD.pack(job.encode(), len(file))


def main() -> None:
    """Wait for connections on standard input, and work on each in a copy."""
    warnings.simplefilter("ignore")  # a decoder's, about a stranger's file
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system forgets ended copies
    jobs = import_module(sys.argv[1])
    gc.collect()
    gc.freeze()  # or each copy would write to, and so copy, all memory
    control = socket.socket(fileno=0)
    while True:
        message, handles, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return  # the server has ended
        if os.fork() == 0:
            control.detach()
            work(jobs, socket.socket(fileno=handles[0]))
        os.close(handles[0])


def work(jobs: ModuleType, asked: socket.socket) -> None:
    """Do what is asked on a connection, and end this process."""
    try:
        limit()
        asked.sendall(BEGUN)
        name, size = HEAD.unpack(receive(asked, HEAD.size))
        file = receive(asked, size)
        Thread(target=end_with, args=[asked], daemon=True).start()
        asked.sendall(outcome(jobs, name.rstrip(b"\0").decode(), file))
    finally:
        os._exit(0)


def outcome(jobs: ModuleType, name: str, file: bytes) -> bytes:
    """DONE and what the job makes of the file, or another letter and why not."""
    try:
        made: bytes = getattr(jobs, name)(file)
        return DONE + made
    except RefusedError as error:
        return REFUSED + str(error).encode()
    except MemoryError:
        return REFUSED + say.TOO_MUCH_MEMORY.encode()
    except Exception as error:
        return FAILED + f"{error!r:.300}".encode()


def limit() -> None:
    """Give this process bounds that the system keeps."""
    import resource  # not on Windows

    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if STATM.exists():
        data = int(STATM.read_text().split()[5]) * resource.getpagesize()
        most = data + MEMORY
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def receive(asked: socket.socket, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        piece = asked.recv(min(size - len(content), 1 << 20))
        if not piece:  # who asked has gone
            os._exit(0)
        content += piece
    return bytes(content)


def end_with(asked: socket.socket) -> None:
    """End this process once nobody is at the other end."""
    with contextlib.suppress(OSError):
        asked.recv(1)
    os._exit(0)
