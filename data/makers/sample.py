"""What is known about a sample: its text, and the right answer to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """A log of our own making. `calls` counts calls and failed attempts in it, `failed` those that went wrong."""

    name: str
    text: str
    shows: str
    calls: int
    failed: int
    with_id: int  # failed calls with a request ID
    with_time: int  # failed calls whose instant the text fixes
    problems: int  # unrelated problems, so the number of cases to write
