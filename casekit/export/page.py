"""What a case says, and in which order: the question first, then what proves it, then how the log was read."""

from casekit.case.fields import has_field
from casekit.case.model import Case
from casekit.export.answers import Reader
from casekit.export.blocks import Block, Bullets, Page, Picture, Section, Words
from casekit.export.facts import fact_table, group_table, pick_table, quoted_messages, twin_table, without_advice
from casekit.export.log_notes import describe_log
from casekit.export.tried import attempt_table, show_again


def lay_out(case: Case, language: str, attachments: tuple[str, ...] = (), chart: str = "") -> Page:
    """The page of a case that is masked already; a section with nothing to say is left out.

    `chart` is the alt text of timeline.png, shown when that file is among the attachments.
    """
    reader = Reader(case, language)
    evidence = case.evidence
    named: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("question", reader.words("question")),
        ("wish", reader.words("wish", "use_case", "workaround")),
        ("facts", (*_story(reader), *fact_table(reader), *group_table(reader))),
        ("timeline", (Picture("timeline.png", chart),) if "timeline.png" in attachments else ()),
        ("requests", pick_table(reader)),
        ("messages", quoted_messages(reader)),
        ("scope", reader.bullets((*evidence.scope, *map(without_advice, evidence.quota)))),
        ("twins", twin_table(reader)),
        ("attempts", attempt_table(reader) if has_field(case, "nothing_tried") else ()),
        ("reproduction", (*_reproduction(reader), *show_again(reader))),
        ("related", _related(reader)),
        ("notes", (*reader.left_out(), *describe_log(reader))),
        ("attachments", (Bullets(attachments, code=True),) if attachments else ()),
    )
    sections = tuple(Section(reader.say(name), blocks) for name, blocks in named if blocks)
    return Page(reader.answer("title") or reader.say("missing"), sections)


def _related(reader: Reader) -> tuple[Block, ...]:
    lines = []
    for each in reader.case.related:
        whose = reader.say("other_account", title=each.title) if each.other_account else each.title
        lines.append(reader.say("related_id", title=whose, case_id=each.case_id) if each.case_id else whose)
    return (Words(reader.say("related_why")), Bullets(tuple(lines))) if lines else ()


def _story(reader: Reader) -> tuple[Block, ...]:
    return reader.words("what_happened", "doc_url", "mws_operation", "goal")


def _reproduction(reader: Reader) -> tuple[Block, ...]:
    return reader.words("reproduction", "called_in", "resource_exists", "environment", "caller")
