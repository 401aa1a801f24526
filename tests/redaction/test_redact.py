"""What `redact` promises about a whole text."""

import pytest

from casekit.redaction import Placeholders, cut, redact, redact_all

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


def test_a_declared_false_hit_stays_but_a_credential_is_masked():
    text = f"Dear Willa Testperson, {TOKEN}"
    assert redact(text, unmask=("Willa Testperson", TOKEN)).text == "Dear Willa Testperson, [lwa_access_token#1]"


def test_a_literal_the_analyst_names_is_hidden_everywhere():
    clean = redact("project Falcon, falcon.log of Falcon", mask=("Falcon",))
    assert clean.text == "project [hidden#1], falcon.log of [hidden#1]"


def test_a_value_found_later_is_masked_in_earlier_texts_too():
    note, order = "Willa Testperson called", '{"BuyerName":"Willa Testperson"}'
    texts = [clean.text for clean in redact_all([note, order])]
    assert texts == ["[buyer_name#1] called", '{"BuyerName":"[buyer_name#1]"}']


def test_numbering_goes_on_behind_placeholders_already_there():
    assert redact("[email#7] and ann@example.org").text == "[email#7] and [email#8]"


@pytest.mark.parametrize("text", [r"client_secret=\[lwa_client_secret#1\]", r'{"phone": "\\[phone#2\\]"}'])
def test_a_placeholder_whose_brackets_were_escaped_is_still_one(text):
    assert redact(text).text == text


def test_a_masked_text_is_never_cut_within_a_placeholder():
    text = redact(f"password=madeUp4711 {TOKEN} end").text
    assert {redact(cut(text, limit)).text for limit in range(len(text) + 1)} <= {
        text[:at] for at in range(len(text) + 1)
    }
    assert cut("a [email#1] b", 8) == "a "
    assert cut("a [email#1] b", 11) == "a [email#1]"


def test_a_masked_text_is_never_cut_within_a_word_that_says_it_was_masked():
    text = 'log {"client_secret":"REDACTED","n":1} end'
    assert not any(redact(f"{cut(text, limit)} ...").found for limit in range(len(text)))
    assert cut(text, 7) == "log "
    assert len(cut("x" * 200, 100)) == 100


def test_a_number_in_json_becomes_a_quoted_placeholder():
    assert redact('{"phone": 2065550123, "n": 1}').text == '{"phone": "[phone#1]", "n": 1}'
    assert redact('{"b":"{\\"phone\\":2065550123}"}').text == '{"b":"{\\"phone\\":\\"[phone#1]\\"}"}'


def test_places_name_where_in_the_given_text():
    text = f"token {TOKEN} end"
    (place,) = redact(text).spans
    assert (place.rule, text[place.start : place.end], place.placeholder) == (
        "lwa_access_token",
        TOKEN,
        "[lwa_access_token#1]",
    )


def test_a_word_of_the_trade_is_not_carried_over():
    assert redact("password=production\nenvironment production").text == "password=[password#1]\nenvironment production"


def test_a_client_program_with_its_version_is_no_person():
    text = "client Parcel Desk/1.9 or Parcel Desk Pro/2 (Language=Java)"
    assert redact(text).text == text


def test_what_looks_odd_is_shown_but_ids_are_not():
    clean = redact(f"{TOKEN} blob aB3dE6gH9aB3dE6gH9aB3dE6gH9aB3 rid 11111111-2222-4333-8444-555555555555")
    assert [doubt.reason for doubt in clean.suspicious] == ["long random text"]
    assert redact("/orders/v0/orders?MarketplaceIds=ATVPDKIKX0DER,A1PA6795UKMFR9").suspicious == ()


def test_a_long_run_of_base64_is_masked_unseen():
    assert redact("x " + "QUJD" * 12_000 + " y").text == "x [base64#1] y"


def test_the_memory_never_shows_its_values():
    memory = Placeholders()
    redact(TOKEN, memory=memory)
    assert TOKEN not in repr(memory)
