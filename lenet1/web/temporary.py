"""The one owner of every file that a request leaves on the disk.

Gradio 6.31 forgets the files of forms that end too early, of fields with another name
than it expects, and those that MCP's calls are written to.
"""

import atexit
import contextlib
import os
import re
import secrets
import shutil
import tempfile
import time
from pathlib import Path
from threading import Event, Lock, Thread
from typing import NamedTuple

SECONDS = 600  # that a file is kept
EVERY = 60  # seconds; how often the old ones are deleted
SHARE = (40, 40_000_000)  # files and bytes of one visitor; the older ones make room
ALL = (2_000, 200_000_000)  # of all visitors
PREFIX = "page-"  # of the folders, one for each process


class Kept(NamedTuple):
    """A file that was sent, in a folder of its own."""

    path: Path
    visitor: str
    size: int


class TemporaryFiles:
    """A folder in `base` that this process alone uses, and that ends with it.

    What the standard library makes without being told where lies there too, and all
    that Gradio makes if this is made before Gradio is imported. Raises OSError where
    the folder cannot be written.
    """

    def __init__(self, base: Path) -> None:
        base.mkdir(parents=True, exist_ok=True)
        self.base = base
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
        self.kept: list[Kept] = []  # the oldest first
        self.lock = Lock()
        self.closed = Event()
        tempfile.tempdir = str(self.folder)
        os.environ["GRADIO_TEMP_DIR"] = str(self.folder)
        self.sweep()
        atexit.register(self.close)
        Thread(target=self._sweep_until_closed, daemon=True).start()

    def keep(self, visitor: str, name: str, content: bytes) -> Path:
        """Write a file down; where there are too many, the oldest make room.

        Those of the same visitor first, then of the one who has most. Raises OSError.
        """
        place = self.folder / secrets.token_hex(16)  # nobody else can guess it
        place.mkdir(parents=True)
        path = place / (re.sub(r"[^\w.-]", "_", name)[-100:].strip(".") or "file")
        try:
            path.write_bytes(content)
        except OSError:  # a full disk
            shutil.rmtree(place, ignore_errors=True)
            raise
        with self.lock:
            self.kept.append(Kept(path, visitor, len(content)))
            while _are_too_many([k for k in self.kept if k.visitor == visitor], SHARE):
                self._forget_oldest_of(visitor)
            while _are_too_many(self.kept, ALL):
                visitors = [kept.visitor for kept in self.kept]
                self._forget_oldest_of(max(visitors, key=visitors.count))
        return path

    def check(self) -> None:
        """Raise OSError where nothing can be kept."""
        self.folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=self.folder) as file:
            file.write(bytes(100_000))  # a disk may have no room for more than a name

    def sweep(self) -> None:
        """Delete what is older than SECONDS, and folders whose process has ended."""
        self.folder.mkdir(exist_ok=True)
        os.utime(self.folder)  # says that this process has not
        oldest = time.time() - SECONDS
        for path in sorted(self.folder.rglob("*"), reverse=True):  # folders come last
            _delete_if_older(path, oldest)
        for folder in self.base.glob(f"{PREFIX}*"):
            if _changed(folder) < oldest:
                shutil.rmtree(folder, ignore_errors=True)
        with self.lock:
            self.kept = [kept for kept in self.kept if kept.path.exists()]

    def close(self) -> None:
        """Delete everything."""
        self.closed.set()
        tempfile.tempdir = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sweep_until_closed(self) -> None:
        while not self.closed.wait(EVERY):
            self.sweep()

    def _forget_oldest_of(self, visitor: str) -> None:
        oldest = next(kept for kept in self.kept if kept.visitor == visitor)
        self.kept.remove(oldest)
        shutil.rmtree(oldest.path.parent, ignore_errors=True)


def _are_too_many(kept: list[Kept], most: tuple[int, int]) -> bool:
    files, size = most
    return len(kept) > files or sum(one.size for one in kept) > size


def _changed(path: Path) -> float:
    """When it was changed; never, where another process has deleted it meanwhile."""
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")


def _delete_if_older(path: Path, oldest: float) -> None:
    if _changed(path) >= oldest:
        return
    with contextlib.suppress(OSError):  # of a folder with younger files
        path.rmdir() if path.is_dir() else path.unlink()
