"""What follows when the case was sent: what became of it, a comment for it, and the note that closes it."""

from dataclasses import replace

from casekit.case import Case
from casekit.case.model import STATES, Life
from casekit.export.follow_up import figures_of, render_closing, render_update
from casekit.session.session import Session


def set_life(session: Session, life: Life) -> None:
    """Say what became of the case; what it says when it is sent is kept, to be compared with a newer log."""
    if life.state == STATES[0]:
        life = replace(life, figures=None)
    elif life.figures is None:
        life = replace(life, figures=figures_of(session.case, session.draft.language))
    session.change(life=life)


def write_update(session: Session) -> str:
    """A comment for the case: what the loaded log says since the reply."""
    draft, view = session.draft, session.view
    return render_update(_of_sent(session), draft.life, view.log, view.keys, draft.language)


def write_closing(session: Session) -> str:
    """The note that closes the case."""
    draft, view = session.draft, session.view
    return render_closing(_of_sent(session), draft.life, view.log, view.keys, draft.language)


def _of_sent(session: Session) -> Case:
    """The case, of the account that it had when it was sent."""
    figures = session.draft.life.figures
    seller = figures.seller if figures else session.case.evidence.seller
    return replace(session.case, evidence=replace(session.case.evidence, seller=seller))
