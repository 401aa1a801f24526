"""What the analyst knows better than the kit about the error groups."""

from collections.abc import Sequence
from dataclasses import replace

from casekit.analysis import GroupChoices
from casekit.errors import CasekitError
from casekit.session.session import Session
from casekit.wording import both


def merge_groups(session: Session, keys: Sequence[str]) -> None:
    """Treat these error groups as one, which goes by the first."""
    if len(keys) < 2:  # noqa: PLR2004  one is not several
        raise CasekitError(*both("error.too_few_groups"))
    choices = session.draft.choices
    session.change(choices=replace(choices, merged=(*choices.merged, tuple(keys))), groups=(keys[0],), parts=())


def split_group(session: Session, key: str, text: str) -> None:
    """Make the rows of a group whose message holds this text a group of their own."""
    choices = session.draft.choices
    session.change(choices=replace(choices, split=(*choices.split, (key, text))))


def name_group(session: Session, key: str, name: str) -> None:
    """Show this name in place of the group's message."""
    choices = session.draft.choices
    named = {**dict(choices.named), key: name}
    session.change(choices=replace(choices, named=tuple(sorted(named.items()))))


def reset_groups(session: Session) -> None:
    """Group again as the kit does."""
    session.change(choices=GroupChoices())
