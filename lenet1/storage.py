"""Files that are either the old one or the new one, never half of one."""

import errno
import os
import tempfile
from pathlib import Path


def replace_file(path: str | Path, data: bytes) -> None:
    """Write `data` to `path`, atomically: a crash or a full disk keeps the old file.

    Makes missing folders. Raises OSError when the target cannot be written.
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)  # mkstemp's 0o600 would keep others from reading it
        temporary.replace(path)
    except BaseException:
        temporary.unlink()
        raise


def require_writable(path: str | Path) -> None:
    """Raise OSError now if `replace_file(path, ...)` could not work later."""
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=path.parent):
        pass
