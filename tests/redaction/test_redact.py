"""What `redact` promises about a whole text."""

from casekit.redaction import Placeholders, redact

TOKEN = "Atza|MadeUpMadeUp0123"


def test_same_value_bears_the_same_number_in_every_text_of_a_case():
    memory = Placeholders()
    first = redact(f"token {TOKEN} mail ann@example.org", memory=memory)
    second = redact(f"mail bob@example.org {TOKEN}", memory=memory)
    assert first.text == "token [lwa_access_token#1] mail [email#1]"
    assert second.text == "mail [email#2] [lwa_access_token#1]"


def test_found_counts_by_rule_and_never_holds_a_value():
    clean = redact(f"{TOKEN} {TOKEN} ann@example.org")
    assert clean.found == {"email": 1, "lwa_access_token": 2}
    assert TOKEN not in repr(clean)
