"""Every file that follows from a masked case alone, so that a bundle can be checked by making them again."""

from collections.abc import Iterable

from casekit.case.model import Case
from casekit.case.stored import dump_case
from casekit.export import postman
from casekit.export.form_text import render_form
from casekit.export.markdown import render_markdown
from casekit.export.packets import packet_name, render_packet
from casekit.export.plain import render_text
from casekit.export.short import render_short
from casekit.export.tables import requests_csv, requests_jsonl

TEXTS = ("case.md", "case.txt", "short.txt", "form.txt")
"""The case itself; what else lies in a bundle is an attachment to it."""


def derive_files(masked: Case, language: str, others: Iterable[str] = (), alt: str = "") -> dict[str, bytes]:
    """The files by name: the texts of the case, its JSON, the packets, tables and the collection of its requests.

    `others` are the names of further files of the bundle, which the case lists; `alt` the words for the chart.
    """
    files = {"case.json": dump_case(masked)}
    if masked.evidence.picks:
        files |= {"requests.csv": requests_csv(masked), "requests.jsonl": requests_jsonl(masked)}
    for number, pick in enumerate(masked.evidence.picks, 1):
        files[packet_name(number, pick)] = render_packet(pick, language)
    if again := postman.render_postman(masked, masked.answer("title").words(language)):
        files[postman.NAME] = again
    attachments = tuple(sorted({*files, *others} - {*TEXTS, "manifest.json"}))
    files["case.md"] = render_markdown(masked, language, attachments, alt)
    files["case.txt"] = render_text(masked, language, attachments, alt)
    files["short.txt"] = render_short(masked, language)
    files["form.txt"] = render_form(masked, language, files["case.txt"])
    return {name: text.encode() for name, text in files.items()}
