"""Writes docs/log-recipes.md anew from casekit/facts/client_recipes.csv: `python docs/make_log_recipes.py`."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from casekit.facts import ClientRecipe, client_recipes  # noqa: E402  the checkout's own, installed or not

HEAD = """# How to log the request ID

Support first asks for the request ID and its time. Both are headers of every answer: `x-amzn-RequestId` and `Date`.
Most clients throw them away unless told otherwise. For every failed call log, in one line:

- the time with its zone, best the `Date` header as it came;
- `x-amzn-RequestId`, in full;
- method, host and path, the status, and the error body;
- seller ID, marketplace ID and the name of the operation.

Never log the access token (`x-amz-access-token`), and log no buyer's data. Header names come in any case:
look them up without regard to it.

Below: how to get at the headers in common clients. casekit shows the same rows when it finds the client's signs in a
log. This page is made from `casekit/facts/client_recipes.csv`; mend a recipe there and run
`python docs/make_log_recipes.py`.
"""


def render(recipes: tuple[ClientRecipe, ...]) -> str:
    """The page, one section per client library."""
    return HEAD + "".join(f"\n## {each.library} ({each.language})\n\n{_body(each)}" for each in recipes)


def _body(recipe: ClientRecipe) -> str:
    known = f"How this is known: [{recipe.certainty}]({recipe.source}).\n"
    return f"{recipe.recipe}\n\n**Mind:** {recipe.caution}\n\n{known}"


if __name__ == "__main__":
    (ROOT / "docs" / "log-recipes.md").write_text(render(client_recipes()), encoding="utf-8")
