"""Writing files: whole or not at all, readable by their owner only, never over another."""

import os
import tempfile
from pathlib import Path


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


def unused(path: Path) -> Path:
    """The path itself, or with -2, -3 ... behind its stem when something lies there already."""
    number, free = 1, path
    while free.exists() or free.with_name(f"{free.name}.zip").exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free
