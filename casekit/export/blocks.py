"""What a page is made of before it is Markdown or plain text: sections of plain blocks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """Text of the log, to be shown unchanged."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """Short lines; `code` when they are names rather than words."""

    lines: tuple[str, ...]
    code: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; the columns in `code` hold IDs and values rather than words."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    code: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """An attached image with its text equivalent."""

    name: str
    alt: str


Block = Words | Literal | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title and the sections that have something to say."""

    title: str
    sections: tuple[Section, ...]


def full_columns(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], code: tuple[int, ...] = ()) -> Table:
    """A table without the columns in which no row says anything."""
    kept = [column for column in range(len(head)) if any(row[column] for row in rows)]
    shown = tuple(tuple(row[column] for column in kept) for row in rows)
    codes = tuple(place for place, column in enumerate(kept) if column in code)
    return Table(tuple(head[column] for column in kept), shown, codes)
