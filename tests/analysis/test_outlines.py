"""Many messages are read at once; each must get the words that it gets when it is read alone."""

import pytest

from casekit.analysis.outlines import read_all
from casekit.analysis.signature import read_words
from casekit.analysis.unwrap import unwrap

IDS = ("3f2a9c1e-0b7d-4e55-9a10-77c2d3e4f501", "00112233-4455-4667-8899-aabbccddeeff")
SENTENCES = (
    "Parcel {n} of consignment 114-{n}77777-1234567 is lost",
    "Upload failed with error {n}: try later",
    "errno {n}, disc {n} of 12 is full",
    "Fehlercode: {n} bei Position {n}",
    "[{n}] could not reach shelf {n}",
    "Ticket {id} is closed.",
    "Call wf{id}/{n} ended; see amzn1.demo.part.{id}, please",
    "No shelf for B0{n}QQQQQ3, B0{n}QQQQQ4 and (B0{n}QQQQQ5).",
    "Shelf '{n}' holds 'item {n}', colour '{n}{n}'",
    "Text is no UTF-{n}, but ISO 8859-{n}",
    "Address 0x{n} and 0x77{n} are taken",
    "Path /a{n}/v{n}/b?c={id} has no page {id}-x",
    "mail{n}@host{n}.example.com was refused by 10.{n}.0.1:{n}",
    '{{"errors":[{{"message":"Row {n} is bad"}},{{"message":"Row 44 is bad"}}]}}',
    "订单{n}的数量{n}无效",
)
NUMBERS = ("7", "12", "44", "77", "404", "2026", "123")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_messages_read_at_once_have_the_words_they_have_alone(sentence):
    messages = [sentence.format(n=number, id=each) for number in NUMBERS for each in IDS]
    assert read_all(messages) == {message: read_words(unwrap(message)) for message in messages}
