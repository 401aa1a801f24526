"""Writing files: whole or not at all, readable by their owner only, never over another."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".lock"


def write_atomic(path: Path, data: bytes) -> None:
    """Write the bytes to `path` (mode 0600), replacing it in one step; its folder is made if missing."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone among all threads and processes that lock this folder, until the block ends; it is made if missing.

    Where the file system knows no locks the block runs all the same: what is to be saved must not be lost for that.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder / LOCK, os.O_CREAT | os.O_RDWR, 0o600), "ab") as file:
        with suppress(OSError):
            _lock(file)
        yield


def _lock(file: IO[bytes]) -> None:
    """Wait for the lock of this file; it ends when the file is closed."""
    if sys.platform == "win32":
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX)


def unused(path: Path) -> Path:
    """The path itself, or with -2, -3 ... behind its stem when something lies there already."""
    number, free = 1, path
    while free.exists() or free.with_name(f"{free.name}.zip").exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
