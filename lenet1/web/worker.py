"""Work on strangers' files, in processes that end with it.

A decoder's memory goes back to the system, a file that breaks a decoder or takes too
long ends a process that nobody else needs, and what others ask for meanwhile does not
wait for Python's lock.

One process is started ahead with all imports done, `lenet1.web.job`; each piece of work
is a copy of it (a fork), with limits of its own. `multiprocessing` would import app.py
and all of Gradio into each.
"""

import asyncio
import os
import socket
import subprocess
import sys
from importlib import import_module
from threading import Lock
from typing import Any

from lenet1.web import sentences as say
from lenet1.web.job import BEGUN, DONE, FAILED, REFUSED, RefusedError, head_of

START_SECONDS = 120.0  # until a job has begun: a slow machine may still import
AT_ONCE = 6  # jobs; each may take some 400 MB
SECONDS = 60.0  # from then until it is done, also where the machine is busy
MAIN = "from lenet1.web.job import main; main()"  # with -m there would be two modules
CAN_FORK = hasattr(os, "fork")  # Windows cannot: there the server itself works


class Worker:
    """Runs functions of the module named `jobs`, each of which makes bytes of bytes.

    Such a function raises `RefusedError` with a sentence for what it does not take.
    """

    def __init__(self, jobs: str) -> None:
        self.jobs = jobs
        self.under_way = 0
        self.lock = Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process that waits for work; does not wait until it can."""
        if not CAN_FORK:
            return
        with self.lock:
            if self.process is not None and self.process.poll() is None:
                return
            self._close()
            self.control, theirs = socket.socketpair()
            with theirs:
                self.process = subprocess.Popen(
                    [sys.executable, "-c", MAIN, self.jobs],
                    stdin=theirs.fileno(),
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
                    start_new_session=True,  # Ctrl-C is for the server alone
                )

    def close(self) -> None:
        """End all that is under way."""
        with self.lock:
            self._close()

    async def ask(self, job: str, file: bytes) -> bytes:
        """What the function `job` makes of `file`. Raises RefusedError.

        To cancel it ends the work. Raises OSError where no process can be started.
        """
        if self.under_way >= AT_ONCE:
            raise RefusedError(say.TOO_MANY_PICTURES)
        self.under_way += 1
        try:
            return await self._ask(job, file)
        finally:
            self.under_way -= 1

    async def _ask(self, job: str, file: bytes) -> bytes:
        if not CAN_FORK:
            return await asyncio.to_thread(getattr(import_module(self.jobs), job), file)
        reader, writer = await asyncio.open_connection(sock=self._connection())
        try:
            writer.write(head_of(job, file) + file)
            begun = await _within(START_SECONDS, reader.read(1))
            if begun == BEGUN:
                return _result(await _within(SECONDS, reader.read()))
        finally:
            writer.close()
        raise RefusedError(say.NOT_READ)

    def _connection(self) -> socket.socket:
        """To a copy of the process, which is started again where it has ended."""
        self.start()
        assert self.control is not None
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.control, [b"."], [theirs.fileno()])
        return ours

    def _close(self) -> None:
        if self.control is not None:
            self.control.close()  # which ends the process, and its copies end with us
        if self.process is not None:
            self.process.wait()
        self.control = self.process = None


async def _within(seconds: float, answer: Any) -> bytes:
    try:
        read: bytes = await asyncio.wait_for(answer, seconds)
    except TimeoutError:
        raise RefusedError(say.TOO_LONG) from None
    return read


def _result(answer: bytes) -> bytes:
    kind, said = answer[:1], answer[1:]
    if kind == DONE:
        return said
    if kind == REFUSED:
        raise RefusedError(said.decode())
    if kind == FAILED:
        raise RuntimeError(said.decode())
    # Its limits have ended it.
    raise RefusedError(say.LIMITS_REACHED)
