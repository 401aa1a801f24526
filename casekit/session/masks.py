"""What is masked on the analyst's word, and what is shown on it."""

from casekit.errors import CasekitError
from casekit.redaction import CREDENTIAL
from casekit.session.session import Session, with_, without
from casekit.wording import both


def hide_text(session: Session, text: str) -> None:
    """Mask this literal text everywhere in the case."""
    session.change(mask=with_(session.draft.mask, text), unmask=without(session.draft.unmask, text))


def show_text(session: Session, text: str) -> None:
    """Stop masking this literal text; a credential stays masked all the same."""
    session.change(unmask=with_(session.draft.unmask, text), mask=without(session.draft.mask, text))


def unmask(session: Session, placeholder: str) -> None:
    """Declare what this placeholder hides a false hit: it is shown from now on. CasekitError for a credential."""
    found = next((each for each in session.leaving.masking if each.placeholder == placeholder), None)
    if found is None or found.kind == CREDENTIAL:
        raise CasekitError(*both("error.stays_masked", name=placeholder))
    mask = tuple(each for each in session.draft.mask if each not in found.literals)
    session.change(unmask=tuple(dict.fromkeys((*session.draft.unmask, *found.literals))), mask=mask)


def remask(session: Session, text: str) -> None:
    """Take back that this text is a false hit."""
    session.change(unmask=without(session.draft.unmask, text))
