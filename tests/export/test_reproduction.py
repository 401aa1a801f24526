"""A call can be made again from what the log says, and only from that."""

import json
import shlex
from dataclasses import replace
from types import SimpleNamespace

import pytest

from casekit.case import Pick, draft_case
from casekit.export.exchange import read_exchange
from casekit.export.masking import mask_case
from casekit.export.packets import render_packet
from casekit.export.postman import render_postman
from casekit.export.reproduce import read_call, render_curl
from casekit.reading import read_text
from casekit.redaction import find_placeholders
from casekit.redaction.gate import find_secrets
from tests.samples import ndjson, request_id

TOKEN = "Atza|" + "IwEBImadeupmadeup" * 8
CURL_LOG = f"""> POST /feeds/2021-06-30/feeds HTTP/1.1
> Host: sellingpartnerapi-eu.amazon.com
> User-Agent: made-up/2.0
> x-amz-access-token: {TOKEN}
> Content-Type: application/json
>
{{"feedType": "JSON_LISTINGS_FEED", "note": "it's made up"}}
< HTTP/1.1 400 Bad Request
< Date: Thu, 12 Mar 2026 11:06:11 GMT
< x-amzn-RequestId: 99f99b3a-250e-4257-8ed4-a5d478bcf6b2
< x-amzn-ErrorType: InvalidInputException
<
{{"errors": [{{"code": "InvalidInput", "message": "Invalid Input", "details": ""}}]}}
"""
NESTED = {
    "time": "2026-03-02T10:00:00Z",
    "request": {"method": "PUT", "path": "/listings/2021-08-01/items/X/Y", "headers": {"User-Agent": "made-up/2"}},
    "response": {
        "status": 400,
        "headers": {
            "Date": "Mon, 02 Mar 2026 10:00:00 GMT",
            "x-amzn-RequestId": "99f99b3a-250e-4257-8ed4-a5d478bcf6b2",
        },
        "body": {"errors": [{"code": "InvalidInput", "message": "no"}]},
    },
}


def first_pick(text, **more):
    return replace(mask_case(draft_case(read_text(text))).evidence.picks[0], **more)


def test_both_sides_of_curl_output_are_read_with_their_headers_and_bodies():
    said = read_exchange(CURL_LOG)
    assert said.request_line == "POST /feeds/2021-06-30/feeds HTTP/1.1"
    assert ("User-Agent", "made-up/2.0") in said.request_headers
    assert "JSON_LISTINGS_FEED" in said.request_body
    assert said.status_line == "HTTP/1.1 400 Bad Request"
    assert ("x-amzn-ErrorType", "InvalidInputException") in said.response_headers
    assert json.loads(said.response_body)["errors"][0]["code"] == "InvalidInput"


def test_both_sides_of_a_json_record_are_read():
    said = read_exchange(json.dumps(NESTED))
    assert said.request_headers == (("User-Agent", "made-up/2"),)
    assert dict(said.response_headers)["Date"] == "Mon, 02 Mar 2026 10:00:00 GMT"
    assert json.loads(said.response_body) == NESTED["response"]["body"]


def test_a_body_whose_side_the_log_does_not_tell_is_nobody_s():
    said = read_exchange('2026-03-02T10:00:00Z POST /x body={"sku": "made-up"} status=400')
    assert said.request_body == said.response_body == ""


def test_an_error_body_within_a_csv_cell_is_read():
    assert (
        "InternalFailure" in read_exchange('1,"failed {""errors"": [{""code"": ""InternalFailure""}]}"').response_body
    )


def test_the_command_bears_a_variable_for_the_token_and_what_the_log_says():
    pick = first_pick(CURL_LOG)
    words = shlex.split(render_curl(read_call(pick)))
    assert words[:5] == ["curl", "--globoff", "--include", "--request", "POST"]
    assert "x-amz-access-token: $LWA_ACCESS_TOKEN" in words
    assert "User-Agent: made-up/2.0" in words
    assert json.loads(words[words.index("--data-raw") + 1])["note"] == "it's made up"
    assert words[-1] == "https://sellingpartnerapi-eu.amazon.com/feeds/2021-06-30/feeds"
    assert TOKEN[5:30] not in render_packet(pick)


def test_a_header_with_a_masked_value_is_left_out_and_named():
    call = read_call(
        Pick("i", "t", method="GET", path="/x", lines='headers={"user-agent": "a", "cookie": "[cookie#1]"}')
    )
    assert call.hidden == ("cookie",)
    assert "cookie#1" not in render_curl(call)
    packet = render_packet(
        Pick("i", "t", method="GET", path="/x", lines='headers={"user-agent": "a", "cookie": "[cookie#1]"}')
    )
    assert "Left out, because the value is masked: cookie." in packet


def test_what_the_log_does_not_hold_is_named_and_not_made_up():
    pick = first_pick(json.dumps(NESTED))
    call = read_call(pick)
    assert call.missing == ("host", "request_body")
    assert "$SP_API_HOST" in render_curl(call)
    assert "amazon.com" not in render_packet(pick)
    assert "The log does not hold: host, request body." in render_packet(pick)


def test_without_method_or_path_there_is_no_command():
    call = read_call(Pick("i", "t", operation="getOrders"))
    assert render_curl(call) == ""
    assert "does not hold enough" in render_packet(Pick("i", "t", operation="getOrders"))


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2026-03-02T11:30:00.000+01:00", "written with its distance from UTC"),
        ("Mon, 02 Mar 2026 10:30:00 GMT", "written as UTC"),
        ("1772447400", "an epoch number, which is UTC"),
    ],
)
def test_a_packet_shows_the_time_as_written_and_how_its_zone_is_known(written, known):
    packet = render_packet(first_pick(ndjson(1, [0], timestamp=written)))
    assert "Time (UTC): 2026-03-02T10:30:00Z" in packet
    assert f"Time as in the log: {written} ({known})" in packet


def test_a_packet_shows_the_column_names_above_a_row_of_a_table():
    rows = [f"2026-03-02 10:0{n}:00,/orders/v0/orders,403,99f99b3a-250e-4257-8ed4-a5d478bcf6b{n}" for n in range(3)]
    pick = first_pick("\n".join(["Time (UTC),Path,Status,Request ID", *rows]) + "\n")
    assert pick.lines.splitlines() == ["Time (UTC),Path,Status,Request ID", rows[2]]
    assert pick.time_text == "2026-03-02 10:02:00"


def test_a_line_too_long_to_show_is_left_out_whole_so_that_no_half_secret_stays():
    long = ndjson(1, [0], note="x " * 60_000 + TOKEN)
    assert first_pick(long).lines == f"[{len(long) - 1:,} characters left out]"


def test_the_collection_has_the_shape_of_postman_2_1():
    case = mask_case(draft_case(read_text(CURL_LOG)))
    made = json.loads(render_postman(case, "made up"), object_hook=lambda pairs: SimpleNamespace(**pairs))
    assert made.info.name == "made up"
    assert made.info.schema.endswith("/v2.1.0/collection.json")
    request, answer = made.item[0].request, made.item[0].response[0]
    assert (request.method, request.body.mode) == ("POST", "raw")
    assert request.url.host == ["sellingpartnerapi-eu", "amazon", "com"]
    assert request.url.path == ["feeds", "2021-06-30", "feeds"]
    assert {"x-amz-access-token": "{{LWA_ACCESS_TOKEN}}"}.items() <= {
        each.key: each.value for each in request.header
    }.items()
    assert (answer.code, json.loads(answer.body)["errors"][0]["code"]) == (400, "InvalidInput")
    assert [each.key for each in made.variable] == ["LWA_ACCESS_TOKEN"]


def test_a_secret_in_a_query_keeps_no_case_from_leaving():
    url = f"https://sellingpartnerapi-eu.amazon.com/orders/v0/orders?token={TOKEN.replace('|', '%7C')}"
    case = mask_case(draft_case(read_text(f"2026-03-02T09:00:00Z ERROR GET {url} 403 request_id={request_id(1)}")))
    collection = render_postman(case, "made up")
    query = json.loads(collection)["item"][0]["request"]["url"]["query"]
    assert [(each["key"], *find_placeholders(each["value"])) for each in query] == [("token", query[0]["value"])]
    assert not list(find_secrets(collection.encode(), "collection.json"))
