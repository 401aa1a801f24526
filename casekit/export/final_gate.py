"""The last look at the final bytes: nothing secret, nothing of another account, every promised ID still there."""

from collections.abc import Mapping

from casekit.case.model import Case
from casekit.errors import SecretLeft
from casekit.export.foreign import find_foreign
from casekit.export.packets import packet_name
from casekit.export.screenshots import FOLDER, clean_image
from casekit.reading.log import Log
from casekit.redaction import Hit, Placeholders, find_secrets
from casekit.wording import both


def pass_gate(files: Mapping[str, bytes], case: Case, masked: Case, log: Log, memory: Placeholders) -> None:
    """Nothing when every file may leave; SecretLeft, which names the file, when one may not."""
    _keep_promises(files, case, masked)
    for name, data in files.items():
        if hits := search_file(name, data, case, memory):
            raise SecretLeft(*both("error.secret_left", name=name, rule=hits[0].rule, place=hits[0].place))
    for name in find_foreign(files, log, case.evidence.seller):
        raise SecretLeft(*both("error.other_account", name=name, seller=case.evidence.seller))


def search_file(name: str, data: bytes, case: Case, memory: Placeholders | None = None) -> tuple[Hit, ...]:
    """What the name and the bytes of a file hold that must not leave; a screenshot must be a clean picture."""
    hits = find_secrets(name, case.unmask, case.mask, memory)
    if name.startswith(FOLDER):
        return hits if clean_image(name, data)[1] == data else (*hits, Hit("metadata", "picture"))
    return (*hits, *find_secrets(data, case.unmask, case.mask, memory))


def _keep_promises(files: Mapping[str, bytes], case: Case, masked: Case) -> None:
    pairs = zip(case.evidence.picks, masked.evidence.picks, strict=True)
    for number, (promised, shown) in enumerate(pairs, 1):
        for name in ("case.md", "short.txt", "requests.csv", packet_name(number, shown)):
            held = files[name].decode(errors="replace")
            if (name != "short.txt" or number == 1) and any(
                text not in held for text in (promised.request_id, promised.timestamp)
            ):
                raise SecretLeft(*both("error.pick_lost", name=name, number=number))
