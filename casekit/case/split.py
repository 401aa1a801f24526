"""The proposed cases as drafts: each about its own groups and account, and each naming the others (G31, G34..G36)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from casekit.analysis import ProposedCase
from casekit.case.draft import Draft
from casekit.case.drafts import Listed
from casekit.case.model import Related, name_some
from casekit.wording import Said

SHARED = ("api_type", "application_id", "caller", "environment", "called_in")
"""What was typed of the caller holds for each of its cases; all else is of one problem or one account."""


def split_draft(
    draft: Draft, proposals: Sequence[ProposedCase], table: pd.DataFrame, names: Sequence[str]
) -> tuple[Draft, ...]:
    """A draft per proposal, in their order; `table` is that of `group_errors`, `names` those of the files to be.

    No draft names the account of another: support cannot see it, and it has no place there.
    """
    titles = [_title(each, table) for each in proposals]
    return tuple(
        replace(
            draft,
            name=" · ".join(filter(None, (titles[place], each.seller))),
            answers=tuple((name, answer) for name, answer in draft.answers if name in SHARED),
            attempts=(),
            groups=each.groups,
            seller=each.seller or "",
            parts=each.parts,
            pinned=(),
            dropped=(),
            related=tuple(
                Related(titles[other], other_account=one.seller != each.seller, draft=names[other])
                for other, one in enumerate(proposals)
                if other != place
            ),
        )
        for place, each in enumerate(proposals)
    )


def find_case_ids(related: Iterable[Related], drafts: Iterable[Listed]) -> tuple[Related, ...]:
    """The related cases with the ID that was typed into the draft of each, as far as it is there."""
    ids = {each.name: each.draft.life.case_id for each in drafts if each.draft}
    return tuple(replace(each, case_id=ids.get(each.draft, "")) for each in related)


def _title(proposal: ProposedCase, table: pd.DataFrame) -> str:
    """Operation and error, the same in every language."""
    rows = table[table["key"].isin(proposal.groups)]
    said = [
        " ".join(str(part) for part in (status, code) if not pd.isna(part)) or str(title)
        for status, code, title in zip(rows["status"], rows["error_code"], rows["title"], strict=True)
    ]
    error = name_some(tuple(dict.fromkeys(said)))
    operation = name_some(proposal.operations)
    return str(Said("prefill.title", operation=operation, error=error)) if operation else error
