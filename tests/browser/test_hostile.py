"""In Chromium: hostile text in every field and label is text. Nothing runs, nothing is fetched, nothing is hidden."""

import json

import pytest
from playwright.sync_api import expect

from tests.samples import call

pytestmark = pytest.mark.browser

RUNS = "window.__pwned=1"
ATTACK = (
    f'</pre></td></table><img src="https://evil.invalid/a.png" onerror="{RUNS}"><script>{RUNS}</script>'
    f"\" onmouseover='{RUNS}' <style>*{{display:none}}</style><base href=//evil.invalid>"
    f"<details open ontoggle={RUNS}><button data-commandlinker-command=x> &lt;img onerror&gt;"
    " {{7*7}} $x^2$ [a](https://evil.invalid) ![b](//evil.invalid)"
)


def hostile_log():
    for number in range(20):
        record = call(number, failed=number > 5) | {"userAgent": ATTACK, ATTACK: ATTACK, "sku": ATTACK}
        record |= {"url": f"https://sellingpartnerapi-na.amazon.com/orders/v0/orders?x={ATTACK}", "accountName": ATTACK}
        for error in record.get("errors", ()):
            error |= {"code": ATTACK, "message": f"{ATTACK} {number % 3}", "details": ATTACK}
        yield json.dumps(record)


def test_hostile_text_in_every_field_and_label_stays_text(notebook):
    home, fetched = notebook.page.url.split("/lab")[0], []
    notebook.page.on("request", lambda request: fetched.append(request.url))
    name = f"{ATTACK.replace('/', '')[:180]}.log"
    with notebook.page.expect_file_chooser() as chooser:
        notebook.click("ck-upload")
    chooser.value.set_files({"name": name, "mimeType": "text/plain", "buffer": b"0 nothing"})
    notebook.settle()
    notebook.paste("\n".join(hostile_log()))
    expect(notebook.see(".ck-groups")).to_contain_text("<script>")
    for field in notebook.see(".ck-describe :is(input[type=text], textarea)").all():
        if field.is_visible():
            field.fill(ATTACK)
            field.blur()
    notebook.settle()
    notebook.see(".ck-hide-text input").fill(ATTACK[:40])
    notebook.click("ck-export-hide-it")
    notebook.click("ck-export-look")
    expect(notebook.see(".ck-preview pre")).to_be_visible()
    notebook.see(".ck-groups").hover()
    assert notebook.page.evaluate("window.__pwned") is None
    assert notebook.see(":is(script, base, form, iframe, [onerror], [onmouseover], [ontoggle])").count() == 0
    assert notebook.see("[data-commandlinker-command]").count() == 0
    assert [url for url in fetched if not url.startswith((home, "data:", "blob:"))] == []
