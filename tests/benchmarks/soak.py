"""Drawings, photos and sessions without end: does the server's memory or disk grow?

A session opens the page and has a picture read that it uploads or sends in place.
Uploads are kept for ten minutes, or until there are too many of one visitor's.
"""

import argparse
import asyncio
import base64
import os
from pathlib import Path

import httpx
from PIL import Image

from tests.benchmarks.load import FRAMES, PHOTO
from tests.benchmarks.memory import memory
from tests.conftest import ROOT, serve
from tests.drawings import EXAMPLES, file_of, ink_of
from tests.page.loop import run

AT_ONCE = 8
PARTS = 5  # the first fills what is kept of the last 200 sessions
PHOTO_EVERY = 50  # drawings, of which one is a photo of a page instead
UPLOAD_EVERY = 10  # sessions; the others send their picture in place


PICTURES = [file_of(Image.fromarray(255 - ink_of(one))) for one in EXAMPLES.values()]


async def draw(browser: httpx.AsyncClient, number: int) -> None:
    answer = await browser.post("lenet1/read", content=FRAMES[number % len(FRAMES)])
    assert answer.json()["label"] == number % len(FRAMES)


async def photograph(browser: httpx.AsyncClient, number: int) -> None:
    """From one of many addresses, all of which the server believes of this machine."""
    forwarded = {"X-Forwarded-For": f"192.0.2.{number % 250}"}
    answer = await browser.post("lenet1/page", content=PHOTO, headers=forwarded)
    assert answer.json()["lines"]


async def visit(browser: httpx.AsyncClient, number: int) -> None:
    (await browser.get("")).raise_for_status()
    content = PICTURES[number % len(PICTURES)] + str(number).encode()  # no two alike
    if number % UPLOAD_EVERY:
        in_place = base64.b64encode(content).decode()
        sent: dict[str, object] = {"url": f"data:image/png;base64,{in_place}"}
    else:
        files = {"files": ("digit.png", content, "image/png")}
        (path,) = (await browser.post("gradio_api/upload", files=files)).json()
        sent = {"path": path, "meta": {"_type": "gradio.FileData"}}
    call = "gradio_api/call/read_digit"
    event = (await browser.post(call, json={"data": [sent]})).json()["event_id"]
    answer = (await browser.get(f"{call}/{event}")).text
    assert f'"label": {number % len(PICTURES)}' in answer


async def repeat(address: str, drawings: range, sessions: int) -> None:
    gate = asyncio.Semaphore(AT_ONCE)
    async with httpx.AsyncClient(base_url=address, timeout=60) as browser:

        async def one(number: int) -> None:
            async with gate:
                sent = draw if number % PHOTO_EVERY else photograph
                await sent(browser, number)
            if number % (len(drawings) // sessions) == 0:
                async with gate:
                    await visit(browser, number)

        await asyncio.gather(*map(one, drawings))


def kept(process: int) -> tuple[int, int]:
    """Files in the server's cache, and their bytes."""
    folder = Path(f"/proc/{process}/cwd").resolve() / "cache"
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--drawings", type=int, default=10_000, help="in all")
    parser.add_argument("--sessions", type=int, default=2_000, help="in all")
    args = parser.parse_args()
    drawings, sessions = args.drawings // PARTS, args.sessions // PARTS
    print(f"Processes that run on {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
    first = 0.0
    with serve(ROOT / "app.py") as (address, process):
        for part in range(PARTS):
            run(
                repeat(address, range(part * drawings, (part + 1) * drawings), sessions)
            )
            files, size = kept(process.pid)
            now = memory(process.pid)
            first = first or now
            print(
                f"  {drawings * (part + 1):6d} drawings {sessions * (part + 1):5d}"
                f" sessions  memory {now:4.0f} MB, {now / first - 1:+.1%}"
                f"  uploads kept {files:4d}, {size / 1e6:.2f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
