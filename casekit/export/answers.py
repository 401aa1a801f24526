"""The answers of one case in one language."""

from casekit.case.fields import find_field, has_field, left_out, needed_fields
from casekit.case.model import Case
from casekit.export.blocks import Block, Bullets, Words
from casekit.wording import catalog, say, translate


class Reader:
    """One case read in one language; nothing is changed by reading."""

    def __init__(self, case: Case, language: str) -> None:
        """Read this case, which is masked already, in this language."""
        self.case, self.language = case, language

    def say(self, key: str, **facts: object) -> str:
        """A sentence of the section `case` of the catalog."""
        return say(self.language, f"case.{key}", **facts)

    def tell(self, text: str) -> str:
        """A sentence of the analysis in this language; other text as it is."""
        return translate(text, self.language)

    def label(self, name: str) -> str:
        """The label of a field."""
        return find_field(name).label(self.language)

    def answer(self, name: str) -> str:
        """The answer of a field, or why there is none; empty when nothing was said."""
        answer = self.case.answer(name)
        words = answer.words(self.language)
        if answer.origin == "unavailable":
            return self.say("not_available", reason=words)
        choice = f"choice.{answer.text}"
        return say(self.language, choice) if choice in catalog(self.language) else words

    def words(self, name: str, *more: str) -> tuple[Block, ...]:
        """The answer of a field as a paragraph, and those of further ones behind their labels.

        A field that the case does not have, by its issue type and mode, is left out.
        """
        first = (Words(self.answer(name) or self.say("missing")),) if has_field(self.case, name) else ()
        return (*first, *self.named(*more))

    def named(self, *names: str) -> tuple[Block, ...]:
        """A paragraph with label and answer for each of these fields that is needed or answered."""
        needed = {field.name for field in needed_fields(self.case)}
        return tuple(Words(self.labelled(name)) for name in names if name in needed or self.answer(name))

    def left_out(self) -> tuple[Block, ...]:
        """What a quick report leaves out; nothing for a full one."""
        labels = [field.label(self.language) for field in left_out(self.case)]
        return (Words(self.say("quick", labels="; ".join(labels))),) if labels else ()

    def labelled(self, name: str) -> str:
        """Label and answer of a field in one line."""
        return self.named_value(self.label(name), self.answer(name) or self.say("missing"))

    def named_value(self, label: str, text: str) -> str:
        """A label and what stands behind it, with the sign between them that the language uses."""
        return f"{label} {text}" if label.endswith(("?", "？")) else self.say("labelled", label=label, text=text)

    def bullets(self, lines: tuple[str, ...]) -> tuple[Block, ...]:
        """The lines as one list; nothing for none."""
        return (Bullets(tuple(map(self.tell, lines))),) if lines else ()
