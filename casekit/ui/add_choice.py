"""Beside a field that takes several known values: type a few letters, choose, and it is added."""

from collections.abc import Callable, Mapping

import ipywidgets as widgets

from casekit import facts
from casekit.case import Field
from casekit.ui.build import build


def add_choice(field: Field, label: str, add: Callable[[str], None]) -> widgets.Combobox:
    """A list to type into; `add` gets the value chosen, and the list is empty again."""
    known = _named(field)
    name = f"ck-add-{field.name.replace('_', '-')}"
    box = build(widgets.Combobox, name, options=tuple(known), description=label, continuous_update=False)

    def take(change: dict[str, str]) -> None:
        if change["new"] in known:
            box.value = ""
            add(known[change["new"]])

    box.observe(take, "value")
    return box


def _named(field: Field) -> Mapping[str, str]:
    """The values by the words they are looked for under."""
    if field.name == "marketplaces":
        return {f"{each.country} ({each.marketplace_id})": each.marketplace_id for each in facts.marketplaces()}
    return {each: each for each in field.choices}
