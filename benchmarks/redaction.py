"""What redaction costs, as a multiple of finding the words of the same text with `re` in the same run.

    python benchmarks/redaction.py [MEGABYTES]

Line: one call per line; block: one per 64 KiB; both over the sample logs, and over a text in which every line holds
something to mask. Hostile: inputs of a few hundred kilobytes that a backtracking rule would choke on; the dearest is
named. Beside each ratio stands MB/s, which depends on the machine; the ratio hardly does.
"""

import re
import sys
import time
from pathlib import Path

from casekit.redaction import redact

ROOT = Path(__file__).parents[1]
BLOCK = 65_536  # characters
WORDS = re.compile(r"\w+")
DENSE = (
    "2026-03-02T10:00:{n:02d}Z getOrders 403 x-amz-access-token: Atza|MadeUpMadeUp{n:08d}abc request 1-{n}",
    '{{"requestId":"11111111-2222-4333-8444-{n:012d}","BuyerEmail":"made.up{n}@example.org","status":200}}',
    "curl -H 'Authorization: Bearer MadeUp{n:06d}AbCdEfGh' 'https://example.org/?client_secret=madeUp{n:08d}xyz'",
    "orderId=902-1234567-{n:07d} phone=+44 7700 {n:06d} path=/orders/v0/orders/902-1234567-{n:07d} status=404",
)
HOSTILE = {
    "one letter": "a" * 400_000,
    "quotes": '"' * 150_000,
    "backslashes": "\\" * 150_000,
    "a key and blanks": "token" + " " * 300_000,
    "keys without values": "client_secret=" * 15_000,
    "opened objects": '"ShippingAddress":{' * 15_000,
    "one digit": "4" * 300_000,
    "digits and blanks": "4 " * 100_000,
    "at signs": "a@" * 100_000,
    "begun private keys": "-----BEGIN PRIVATE KEY-----\n" * 10_000,
    "escaped percents": "%25" * 60_000,
    "separators": "1:" * 100_000,
    "arrows": "->" * 100_000,
    "verbs": " is " * 60_000,
    "honorifics": "山様" * 60_000,
    "numbers before words": "12 a" * 60_000,
    "line ends": "\n" * 300_000,
}


def dense(size):
    lines = (line.format(n=number) for number in range(size) for line in DENSE)
    text, parts = 0, []
    for line in lines:
        parts.append(line)
        text += len(line)
        if text >= size:
            return "\n".join(parts)
    return "\n".join(parts)


def samples(size):
    paths = sorted(path for path in (ROOT / "data" / "samples").glob("*/*") if path.suffix != ".gz")
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return (whole * (size // len(whole) + 1))[:size]


def seconds(work, texts):
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def find_words(text):
    for _ in WORDS.finditer(text):
        pass


def show(name, texts):
    size = sum(len(text.encode()) for text in texts) / 1e6
    redact("warm up")
    plain = seconds(find_words, ["\n".join(texts)])
    took = seconds(redact, texts)
    print(f"{name:24}{took / plain:10.0f} x words{size / took:10.2f} MB/s")
    return took / plain


def show_hostile():
    ratios = {name: seconds(redact, [text]) / len(text) for name, text in HOSTILE.items()}
    text = samples(BLOCK)
    usual = seconds(redact, [text]) / len(text)
    dearest = max(ratios, key=ratios.get)
    print(f"{'hostile, at worst':24}{ratios[dearest] / usual:10.1f} x a character of a sample log ({dearest})")


if __name__ == "__main__":
    size = int(float(sys.argv[1] if len(sys.argv) > 1 else 2) * 1e6)
    for name, text in (("samples", samples(size)), ("dense", dense(size))):
        show(f"{name}, line", text.split("\n"))
        show(f"{name}, block", [text[at : at + BLOCK] for at in range(0, len(text), BLOCK)])
    show_hostile()
