"""What a load found: the ledger, what was not read, in which form, in which zone, and what is missing for support."""

from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from casekit.facts import client_recipes
from casekit.reading import Job, describe_missing, propose_zones
from casekit.reading.formats import FORMATS
from casekit.reading.log import Log
from casekit.reading.retries import count_retries
from casekit.session import Session
from casekit.ui.build import build, reveal
from casekit.ui.markup import show, table, tag, text
from casekit.ui.panel import Lines, Panel, row, stack

REJECTS_SHOWN = 20
CHOOSABLE = tuple(form.name for form in FORMATS if form.read or form.name == "text")
"""Forms that can be kept to; the other ones only name what free text was found to be."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "cp1252")

Start = Callable[[Job], None]
"""Reads the log again in another way."""


class Summary:
    """Calls, ledger, notes and rejects, and the form and the encoding to keep to."""

    def __init__(self, session: Session, panel: Panel, start: Start) -> None:
        """Empty until a log is loaded."""
        self.session, self.panel, self.say, self.start = session, panel, panel.say, start
        self.filling = False
        self.said = show(name="ck-result")
        self.form = build(widgets.Dropdown, "ck-form", "32rem", description=self.say("form"), options=[("", "")])
        self.form.observe(panel.guarded(self._choose, long=True), "value")
        encodings = [(self.say("encoding_found"), ""), *((each.upper(), each) for each in ENCODINGS)]
        self.encoding = build(
            widgets.Dropdown, "ck-encoding", "16rem", description=self.say("encoding"), options=encodings
        )
        self.encoding.observe(panel.guarded(self._decode, long=True), "value")
        self.box = stack(self.said, row(self.form, self.encoding))

    def refresh(self) -> None:
        """Show the log that is loaded now."""
        reveal(self.box, shown=self.session.log is not None)
        if self.session.log is None:
            return
        self.said.value = self._summary()
        forms = self.session.job.forms if self.session.job else ()
        found = self.session.log.events["form"].value_counts()
        counted = ", ".join(f"{name} {count:,}" for name, count in found.items() if count)
        every = self.say("form_any_found", found=counted) if counted and not forms else self.say("form_any")
        self.filling = True  # new options choose the first of themselves, which is not the analyst's choice
        self.form.options = [(every, ""), *((self.say(f"form_{name}"), name) for name in CHOOSABLE)]
        self.form.value = forms[0] if forms else ""
        self.encoding.value = self.session.job.encoding if self.session.job else ""
        reveal(self.encoding, shown=self.session.job is not None and self.session.job.of_bytes)
        self.filling = False

    def _decode(self, change: dict[str, str]) -> None:
        job = self.session.job
        if job and change["new"] != job.encoding and not self.filling:
            self.start(replace(job, encoding=change["new"]))

    def _choose(self, change: dict[str, str]) -> None:
        job, forms = self.session.job, (change["new"],) if change["new"] else ()
        if job and forms != job.forms and not self.filling:
            self.start(replace(job, forms=forms))

    def _summary(self) -> str:
        log = self.session.loaded()
        failed = len(self.session.view.keys)
        parts = [tag("strong", text(self.say("read_result", calls=f"{len(log.events):,}", failed=f"{failed:,}")))]
        ledger = dict(zip(("lines", "in_events", "blank", "context", "rejected"), log.ledger.counts(), strict=True))
        counts = {name: f"{count:,}" for name, count in ledger.items()}
        parts.append(tag("div", text(self.say("ledger", **counts)), class_="ck-quiet"))
        tried = count_retries(log.events)
        if tried.calls:
            again = self.say("retries", calls=f"{tried.calls:,}", attempts=f"{tried.attempts:,}")
            parts.append(tag("div", text(again), class_="ck-quiet"))
        if log.notes:
            parts.append(tag("ul", *(tag("li", text(self.panel.tell(note))) for note in log.notes)))
        if len(log.rejects):
            parts.append(self._rejects())
        look = "ck-good" if len(log.events) else "ck-note"
        said = tag("div", *parts, class_=f"{look} ck-result-text", role="status")
        return said if len(log.events) else said + tag("div", text(self.say("nothing")), class_="ck-note")

    def _rejects(self) -> str:
        rejects = self.session.loaded().rejects
        shown = rejects.head(REJECTS_SHOWN)[["source", "line_start", "line_end", "reason"]]
        rows = shown.assign(reason=shown["reason"].map(self.panel.tell)).itertuples(index=False)
        head = [self.say(name) for name in ("source", "from_line", "to_line", "reason")]
        listed = table(head, rows, self.say("rejects", count=f"{len(rejects):,}"))
        return tag("details", tag("summary", text(self.say("show_rejects", count=f"{len(rejects):,}"))), listed)


class Zone:
    """The zone of times that carry none: what speaks for which, and the analyst's choice."""

    def __init__(self, session: Session, panel: Panel, start: Start) -> None:
        """Hidden while every time has its zone."""
        self.session, self.panel, self.start = session, panel, start
        self.zone = build(widgets.Text, "ck-zone", description=panel.say("zone"), placeholder="Asia/Tokyo")
        self.help = show()
        self.zones: tuple[str, ...] = ()
        self.proposals = Lines(panel, "ck-proposals", "ck-proposal", lambda at: self._use(self.zones[at]), first=True)
        choice = row(self.zone, panel.button("use_zone", lambda: self._use(self.zone.value.strip())))
        self.box = stack(self.help, self.proposals.box, choice, name="ck-zone-box")

    def _use(self, zone: str) -> None:
        if self.session.job:
            self.start(replace(self.session.job, zone=zone))

    def refresh(self) -> None:
        """Show what the log that is loaded now needs."""
        log = self.session.log
        untimed = (
            0 if log is None else int((log.events["timestamp_wall"].notna() & log.events["timestamp"].isna()).sum())
        )
        reveal(self.box, shown=log is not None and bool(untimed or log.zone))
        if log is None or not (untimed or log.zone):
            return
        self.zone.value = log.zone or ""
        key = "zone_chosen" if log.zone else "zone_missing"
        said = text(self.panel.say(key, count=f"{untimed:,}", zone=log.zone or ""))
        self.help.value = tag("div", said, class_="ck-good" if log.zone else "ck-note")
        proposals = () if log.zone else propose_zones(log)
        self.zones = tuple(each.zone for each in proposals)
        reasons = [tag("span", text(self.panel.tell(each.reason)), class_="ck-quiet") for each in proposals]
        self.proposals.fill([(reason, zone, "") for reason, zone in zip(reasons, self.zones, strict=True)])


class Lack:
    """What the failed calls lack of what support asks for, and how to get it out of the client that was used."""

    def __init__(self, session: Session, panel: Panel) -> None:
        """Hidden while nothing is missing."""
        self.session, self.panel, self.say = session, panel, panel.say
        self.advice = show()
        self.seen: Log | None = None
        libraries = [(each.library, each.library) for each in client_recipes()]
        options = [(self.say("client_unknown"), ""), *libraries]
        self.client = build(widgets.Dropdown, "ck-client", "26rem", description=self.say("client"), options=options)
        self.client.observe(panel.guarded(lambda change: self._show(change["new"])), "value")
        self.choice = row(self.client)
        self.box = stack(self.advice, self.choice)

    def refresh(self) -> None:
        """Look at the log that is loaded now."""
        log = self.session.log
        reveal(self.box, shown=log is not None and len(log.events) > 0)
        if log is not None and len(log.events) and log is not self.seen:
            found = describe_missing(log)
            library = found.client.library if found.client else ""
            if self.client.value == library:
                self._show(library)
            self.client.value = library
        self.seen = log

    def _show(self, library: str) -> None:
        found = describe_missing(self.session.loaded(), library)
        lines = [tag("div", text(self.panel.tell(each))) for each in found.advice]
        lacking = bool(found.errors and found.advice)
        if found.client and lacking:
            language = self.session.draft.language
            recipe, caution, certainty = (
                found.client.words(name, language) for name in ("recipe", "caution", "certainty")
            )
            lines.append(tag("div", text(self.say("recipe", library=found.client.library, recipe=recipe))))
            lines.append(tag("div", text(caution), class_="ck-quiet"))
            more = self.say("recipe_source", certainty=certainty, source=found.client.source)
            lines.append(tag("div", text(more), class_="ck-quiet"))
        shares = self._shares(found.shares, found.errors) if found.errors else ""
        self.advice.value = (tag("div", *lines, class_="ck-note") if lines else "") + shares
        reveal(self.choice, shown=lacking)

    def _shares(self, shares: tuple[tuple[str, float], ...], errors: int) -> str:
        rows = [(self.say(f"has_{name}"), f"{round(share * errors):,}", f"{share:.0%}") for name, share in shares]
        head = [self.say(name) for name in ("item", "calls", "share")]
        caption = self.say("shares", count=f"{errors:,}")
        return tag("details", tag("summary", text(caption)), table(head, rows, caption, seen=False))
