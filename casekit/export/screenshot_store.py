"""Screenshots beside the drafts: one clean file per picture, shared by all drafts that name it."""

from collections.abc import Iterable
from pathlib import Path

from casekit.errors import CasekitError
from casekit.export.screenshots import clean_image
from casekit.files import write_atomic
from casekit.wording import both


def keep_screenshot(folder: Path, name: str, data: bytes) -> str:
    """The name under which the picture lies in the folder now, cleaned; UnreadableInput when it is none."""
    safe, clean = clean_image(name, data)
    write_atomic(folder / safe, clean)
    return safe


def open_screenshots(folder: Path, names: Iterable[str]) -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of each of these pictures, in this order; CasekitError when one is not there any more."""
    try:
        return tuple((name, (folder / Path(name).name).read_bytes()) for name in names)
    except OSError as error:
        raise CasekitError(
            *both("error.screenshot_gone", name=Path(str(error.filename)).name, folder=folder.name)
        ) from error
