"""Do photos slow those who draw? Confirmations alone, then while photos are read.

Some people draw; after a while eight others send a photo of a page each, all at once.
Prints how long confirmations take before and meanwhile, and what the server and the
process that reads pictures hold. Both ends share this machine's cores.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import time

from aiohttp import ClientSession, ClientTimeout

from tests.benchmarks.load import PHOTO, Crowd, p95
from tests.benchmarks.memory import memory
from tests.conftest import ROOT, serve
from tests.page.loop import run

PHOTOS = 8
PATIENCE = 120.0  # s; for a photo


async def send_photo(address: str, visitor: int) -> tuple[int, float]:
    """The status, and how many seconds it took; each comes from its own address."""
    forwarded = {"X-Forwarded-For": f"192.0.2.{visitor}"}
    started = time.perf_counter()
    async with (
        ClientSession(address, timeout=ClientTimeout(PATIENCE)) as browser,
        browser.post("/lenet1/page", data=PHOTO, headers=forwarded) as answer,
    ):
        await answer.read()
        return answer.status, time.perf_counter() - started


def describe(crowd: Crowd, when: str) -> None:
    took = [confirmation.took for confirmation in crowd.confirmed]
    print(
        f"  {when}: {len(took)} confirmations  p50 {statistics.median(took):.1f}"
        f"  p95 {p95(took):.1f}  max {max(took):.1f} ms, failed {crowd.failed}",
        flush=True,
    )


async def measure(address: str, people: int, seconds: float, photos: int) -> None:
    await send_photo(address, 0)  # what reads it has started
    crowd = Crowd(address, [])
    await crowd.grow(people)
    await asyncio.sleep(seconds)
    describe(crowd, "alone")
    crowd.confirmed.clear()
    sent = [send_photo(address, 1 + number) for number in range(photos)]
    answered = await asyncio.gather(*sent)
    describe(crowd, f"while {photos} photos are read")
    statuses = sorted({status for status, _ in answered})
    print(f"  photos: {statuses}, the last after {max(t for _, t in answered):.1f} s")
    await crowd.shrink(0)


def children(process: int) -> list[int]:
    listed = ["ps", "-o", "pid=", "--ppid", str(process)]
    said = subprocess.run(listed, capture_output=True, text=True, check=False).stdout
    return [int(child) for child in said.split()]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter
    )
    parser.add_argument("--people", type=int, default=50, help="who draw")
    parser.add_argument("--seconds", type=float, default=15.0, help="of drawing alone")
    parser.add_argument("--photos", type=int, default=PHOTOS, help="all at once")
    args = parser.parse_args()
    print(f"Processes that run on {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
    with serve(ROOT / "app.py") as (address, process):
        run(measure(address, args.people, args.seconds, args.photos))
        now, peak = memory(process.pid), memory(process.pid, row="VmHWM")
        print(f"  server: {now:.0f} MB, at most {peak:.0f}")
        for child in children(process.pid):
            own = memory(child, row="RssAnon")
            print(f"  reads pictures: {memory(child):.0f} MB, {own:.0f} of its own")


if __name__ == "__main__":
    main()
