"""The memory of a process, as Linux tells it."""

from pathlib import Path


def memory(process_id: int | str = "self", *, row: str = "VmRSS") -> float:
    """MB that a process has now; with the row "VmHWM" the most that it ever had.

    The peak is its own: getrusage's may be that of the process that started it.
    """
    status = Path(f"/proc/{process_id}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(row))
    return int(line.split()[1]) / 1024
