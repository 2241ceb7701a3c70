"""A folder's files, kept in memory.

A visit takes about sixty of them. Read from disk in a thread and compressed for
each request, as Starlette and Gradio have it, they cost the server three times as much
as from here, and more than all that is drawn in a minute.
"""

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import brotli
from starlette.responses import Response

from lenet1.web import sentences as say

QUALITY = 5  # of 11; 9 saves another hundredth in ten times as long


class File(NamedTuple):
    """What is sent of one file."""

    plain: bytes
    compressed: bytes
    kind: str
    tag: str


class Files:
    """The files in `folder` and below.

    Each is read when it is first asked for, or all `at_once`: then an update while the
    page runs cannot mix old files with new ones.
    """

    def __init__(
        self, folder: Path, *, cache_control: str, at_once: bool = False
    ) -> None:
        self.paths = {
            path.relative_to(folder).as_posix(): path
            for path in folder.rglob("*")
            if path.is_file()
        }
        self.cache_control = cache_control
        self.kept = {
            name: read_file(path) for name, path in self.paths.items() if at_once
        }

    def answer(self, name: str, headers: Mapping[str, str]) -> Response:
        """The file of that name, 304 where the browser has it, 404 without one."""
        if name not in self.paths:
            return Response(say.NO_FILE, 404)
        if name not in self.kept:
            self.kept[name] = read_file(self.paths[name])
        file = self.kept[name]
        sent = {
            "cache-control": self.cache_control,
            "etag": file.tag,
            "vary": "accept-encoding",
        }
        known = headers.get("if-none-match", "").split(",")
        if file.tag in [tag.strip().removeprefix("W/") for tag in known]:
            return Response(status_code=304, headers=sent)
        if "br" in headers.get("accept-encoding", ""):
            sent["content-encoding"] = "br"
            return Response(file.compressed, headers=sent, media_type=file.kind)
        return Response(file.plain, headers=sent, media_type=file.kind)


def read_file(path: Path) -> File:
    content = path.read_bytes()
    return File(
        content,
        brotli.compress(content, quality=QUALITY),
        mimetypes.guess_type(path)[0] or "application/octet-stream",
        f'"{hashlib.sha256(content).hexdigest()}"',
    )
