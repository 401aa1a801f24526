"""URLs of which each row has its own come to the same Log as line by line, and one stands for those alike only."""

import random

import pytest

from casekit.facts import match_path, operations
from casekit.reading.bulk.masks import mask
from casekit.reading.bulk.tokens import ODD, SIGNED
from casekit.reading.bulk.urls import lump_urls
from casekit.reading.event import url_kind
from casekit.reading.found import checked
from tests.reading.test_bulk import HEADERS, WRITERS, assert_same, calls

HOSTS = ("https://sellingpartnerapi-na.amazon.com", "https://api.invalid:8443", "http://A1B2C3D4E5F6", "https://", "")
TEMPLATES = tuple(each.path_template for each in operations())
SEGMENTS = (
    "{n}", "sku-{n}", "902-1234567-{n}", "A1B2C3D4E5F6", "A{n}BCDEFGH", "500", "600", "items", "orders", "v0",
    "2021-06-30", "shop.eu_{n}~x", "Blue%20Shoe", "error", "status", "-aBcdefG", "-abcdefg", "~ABCDEF", "%ab", "", "0",
    "id", "idx", "x(1)", "a,b", "größe", "getOrders", "HTTP", "x:y", "x@y", "{n}.", "ATVPDKIKX0DER", "x=y", "-a", "a;b",
)  # fmt: skip
PAIRS = (
    "a={n}", "q=sku-{n}", "nextToken=Ab{n}%2B%3D", "marketplaceIds=ATVPDKIKX0DER", "marketplaceIds={n}", "status=500",
    "sellerId=A1B2C3D4E5F6", "merchant=x{n}", "Action=ListOrders", "operation=x", "CreatedAfter=2026-03-01T00:00:00Z",
    "x=-aBcdefG", "x=aBcdefG", "x=abCdefGh", "sku", "", "=", "x=", "a=b=c", "requestId={n}", "error_code={n}",
    "Timestamp=2026-03-01T00:00:00Z", "Signature={n}", "time={n}", "pageSize=100", "x={n}]", "x=größe", "path=/a/{n}",
    "user={n}", "user-agent={n}", "level={n}", "{n}=1", "x=*", "m={n};status=1", "x=ID", "idx={n}", "x=@!$()-", "X-y=1",
    "MarketplaceId.1=A1PA6795UKMFR9", "sellerid.2=A1B2C3D4E5F6", "Signature=2%2B", "X-Amz-Date=20260301T000000Z",
)  # fmt: skip
ENDS = ("", "", "?", "&", "/", "#part", "//", ".", ",", ")", "`", "**", "status", "?status", "/requestId", "?a=b?c=d")


def urls(chance, count):
    """URLs with and without host, of paths known and unknown, with whatever stands in paths and queries."""
    for _ in range(count):
        path = chance.choice(TEMPLATES) if chance.random() < 0.6 else "".join(["/{x}"] * chance.randrange(1, 6))
        parts = [chance.choice(SEGMENTS) if "{" in each else each for each in path.split("/")]
        query = "&".join(chance.choices(PAIRS, k=chance.randrange(4)))
        url = chance.choice(HOSTS) + "/".join(parts) + (f"?{query}" if query else "") + chance.choice(ENDS)
        yield url.replace("{n}", str(chance.randrange(10 ** chance.randrange(1, 9))))


@pytest.mark.parametrize("seed", range(4))
def test_one_url_stands_for_those_only_that_tell_the_same(seed):
    told = list(dict.fromkeys(urls(random.Random(seed), 5_000)))
    for url, one in zip(told, lump_urls(told), strict=True):
        assert mask(one, "url") == mask(url, "url"), url
        assert url_kind(one) == url_kind(url), url
        for odd in (ODD, SIGNED):
            assert bool(odd.search(one)) == bool(odd.search(url)), url
        assert checked("url", one).value.endswith(one[-1]) == checked("url", url).value.endswith(url[-1]), url


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_url_of_every_operation_stands_for_all_of_its_ids(path):
    told = [
        "/".join(f"made-up-{number}" if "{" in each else each for each in path.split("/")) + f"?nextToken={number}x"
        for number in (4, 52)
    ]
    one, other = lump_urls(told)
    assert one == other
    assert match_path(one.partition("?")[0]) == match_path(told[0].partition("?")[0])


@pytest.mark.parametrize("form", ["ndjson", "text", "access", "logfmt", "csv"])
def test_records_of_any_urls_are_read_as_line_by_line(form):
    chance = random.Random(form)
    told = (url.replace('"', "").replace(",", "") for url in urls(chance, 10_000))
    paths = (url[url.find("/", 8) :] if "//" in url[:8] else url for url in told)
    known = [path for path in paths if path[:1] == "/"]
    records = []
    for number, call in enumerate(calls(900, 4)):
        odd = number >= 100 and number % 9 == 0
        plain = f"/listings/2021-08-01/items/A1B2C3D4E5F6/sku-{number}?pageToken=x{number}"
        records.append(WRITERS[form](call | {"path": known[number] if odd else plain}, number))
    assert_same("\n".join([*([HEADERS[form]] if form in HEADERS else []), *records, ""]).encode())
