"""The screenshots that go with the open draft."""

from casekit.export.screenshot_store import keep_screenshot
from casekit.session.session import Session, with_, without


def add_screenshot(session: Session, name: str, data: bytes) -> None:
    """Keep this picture with the drafts, without its metadata, and attach it to the case."""
    kept = keep_screenshot(session.screenshots_folder, name, data)
    session.change(screenshots=with_(session.draft.screenshots, kept))


def remove_screenshot(session: Session, name: str) -> None:
    """Attach this picture no longer; its file stays, as other drafts may name it."""
    session.change(screenshots=without(session.draft.screenshots, name))
