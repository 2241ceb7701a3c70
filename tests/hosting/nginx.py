"""Debian's nginx with the configurations of `hosting/`, on free ports."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, missing

HOSTING = ROOT / "hosting"


def require_nginx() -> str:
    """Where nginx is; skips a test without it, and fails one in CI."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        missing("What stands before the page is tested: apt-get install nginx-light.")
    return program


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, next to each other in no order."""
    with ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


def with_ports(config: str, ports: Mapping[int, int]) -> str:
    """`config` with each port in the place of the one that is written there."""
    for written, port in ports.items():
        config = re.sub(rf":{written}\b", f":{port}", config)
    return config


@contextmanager
def nginx(config: str) -> Iterator[Callable[[str], None]]:
    """Run nginx with `config`; yields what gives it another one, soon in force."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "nginx.conf"
        file.write_text(config)
        process = subprocess.Popen(
            [require_nginx(), "-p", name, "-c", file, "-g", "daemon off;"],
            stderr=subprocess.DEVNULL,
        )

        def reconfigure(config: str) -> None:
            file.write_text(config)
            process.send_signal(signal.SIGHUP)

        try:
            for port in re.findall(r"listen 127.0.0.1:(\d+)", config):
                wait_for_port(int(port), process)
            yield reconfigure
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait_for_port(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    pytest.fail(f"nginx ended with {process.returncode}")
