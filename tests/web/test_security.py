"""What SECURITY.md promises is what the code has."""

from lenet1.web import calls, connections, guard, job, log, server, temporary, worker
from tests.conftest import ROOT

SAID = " ".join((ROOT / "SECURITY.md").read_text().split())


def mega(number: int) -> str:
    return f"{number // 1_000_000} MB"


def test_every_limit_is_the_one_in_the_code() -> None:
    files, size = temporary.SHARE
    all_files, all_size = temporary.ALL
    for said in (
        f"{mega(guard.LARGEST_BODY)}, {guard.BODY_SECONDS:.0f} s to arrive,"
        f" {mega(guard.ALL_BODIES)} of all under way;"
        f" {connections.HEADER_SECONDS:.0f} s for headers",
        f"{connections.READ_SECONDS:.0f} s without any progress",
        f"{server.CONNECTIONS:,}, or what the system's limit",
        f"{mega(job.MEMORY)}, {job.PROCESSOR_SECONDS} s of processor time,"
        f" {worker.SECONDS:.0f} s in all, niceness {job.NICENESS}",
        f"{calls.SHARE} of one visitor, {calls.ALL} of all",
        f"{files} files and {mega(size)} of one visitor,"
        f" {all_files:,} and {mega(all_size)} of all",
    ):
        assert said in SAID
    assert (temporary.SECONDS, temporary.EVERY) == (10 * 60, 60)
    assert calls.SECONDS == 2 * 60
    assert (log.LINES, log.SECONDS) == (10, 60)
