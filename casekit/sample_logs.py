"""The bundled sample logs: where they are, in a checkout and in an installed package alike."""

from pathlib import Path

from casekit.errors import UnreadableInput
from casekit.wording import both

DEFAULT_SAMPLE = "ndjson/orders-refused.ndjson"
_HOMES = (Path(__file__).parent / "samples", Path(__file__).parents[1] / "data" / "samples")


def sample_names() -> tuple[str, ...]:
    """The samples as `form/file`, sorted; empty when none came with this installation."""
    home = _home()
    return tuple(sorted(path.relative_to(home).as_posix() for path in home.glob("*/*") if path.is_file()))


def sample_path(name: str = DEFAULT_SAMPLE) -> Path:
    """The file of this sample. Raises UnreadableInput for a name that `sample_names` does not list."""
    if name not in sample_names():
        listed = ", ".join(sample_names()) or "-"
        raise UnreadableInput(*both("error.no_sample", names=listed))
    return _home() / name


def _home() -> Path:
    return next((each for each in _HOMES if each.is_dir()), _HOMES[-1])
