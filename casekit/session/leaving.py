"""The case as it may leave: masked, with what was masked, what still looks odd, and the texts to paste."""

from functools import cached_property

from casekit.case import Case
from casekit.export import render_markdown, render_text
from casekit.export.masked import Masked, list_masked, mask_with_log
from casekit.export.masking import count_masked
from casekit.export.short import render_short
from casekit.reading.log import Log
from casekit.redaction import advice, redact
from casekit.wording import Said


class Leaving:
    """One case on its way out; every part is worked out when first asked for, and kept."""

    def __init__(self, case: Case, log: Log | None, language: str) -> None:
        """The case as it was typed, and the log as far as From and To let it through."""
        self._case, self._log, self._language = case, log, language

    @cached_property
    def case(self) -> Case:
        """The case, masked also where only the log knows that a word is a name."""
        return mask_with_log(self._case, self._log, self._language)

    @cached_property
    def masking(self) -> tuple[Masked, ...]:
        """What was masked in the case and its files, and where; never shown are the values."""
        return list_masked(self._case, self._log, self._language)

    @property
    def advice(self) -> tuple[Said, ...]:
        """What to do about what was masked: a credential that stood in a log must be changed."""
        return advice(count_masked(self._case))

    @property
    def doubts(self) -> tuple[tuple[Said, str], ...]:
        """What still looks odd in the preview: a reason and the text, for the analyst to look at."""
        page = redact(self.preview)
        return tuple((each.reason, page.text[each.start : each.end]) for each in page.suspicious)

    @property
    def preview(self) -> str:
        """The case as Markdown."""
        return self.texts["markdown"]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The case to be pasted: as Markdown, as plain text, and for one screen."""
        whole = {"markdown": render_markdown, "plain": render_text, "short": render_short}
        return {name: render(self.case, self._language) for name, render in whole.items()}
