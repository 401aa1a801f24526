import pytest

from casekit.reading import read_text
from casekit.reading.formats import FORMATS

ID = "11111111-2222-4333-8444-555555555555"


@pytest.mark.parametrize(("name", "sample"), [(form.name, sample) for form in FORMATS for sample in form.samples])
def test_each_form_reads_its_own_samples(name, sample):
    log = read_text(sample)
    assert len(log.events) >= 1
    assert set(log.events["form"]) == {name}


def row(text):
    log = read_text(text)
    assert len(log.events) == 1
    return log.events.iloc[0].dropna().to_dict()


def test_request_headers_and_body_become_one_call():
    found = row(
        "> POST /feeds/2021-06-30/feeds HTTP/2\n> Host: sellingpartnerapi-fe.amazon.com\n>\n< HTTP/2 400\n"
        f"< date: Tue, 03 Nov 2026 09:10:11 GMT\n< x-amzn-requestid: {ID}\n<\n"
        '{"errors":[{"code":"InvalidInput","message":"Invalid feed type","details":""}]}'
    )
    assert (found["operation"], found["status"], found["request_id"]) == ("createFeed", 400, ID)
    assert found["error_code"] == "InvalidInput"
    assert found["time_source"] == "date_header"


def test_an_answer_without_url_joins_the_request_before_it():
    found = row(
        "SP-API Outgoing request: {\n  method: 'GET',\n  url: '/sellers/v1/marketplaceParticipations'\n}\n"
        f"SP-API Incoming response: {{\n  status: 403,\n  headers: {{ 'x-amzn-requestid': '{ID}' }}\n}}"
    )
    assert (found["operation"], found["status"], found["request_id"]) == ("getMarketplaceParticipations", 403, ID)


def test_values_that_run_into_the_next_header_are_parted():
    found = row(f"{{Connection: keep-alivex-amzn-RequestId: {ID}x-amzn-ErrorType: AccessDeniedExceptionDate: Tue, 03 Nov 2026 09:10:11 GMT}}")  # fmt: skip # noqa: E501
    assert found["request_id"] == ID


def test_a_traceback_takes_its_time_from_the_first_line_and_its_facts_from_the_last():
    found = row(
        "2026-11-03 09:10:11 source > Encountered an exception\nTraceback (most recent call last):\n"
        '  File "/app/a.py", line 114, in read\n    yield x\n'
        "requests.exceptions.HTTPError: 403 Client Error: Forbidden for url: "
        "https://sellingpartnerapi-eu.amazon.com/reports/2021-06-30/reports"
    )
    assert (found["timestamp_wall"], found["status"], found["path"]) == (
        "2026-11-03T09:10:11",
        403,
        "/reports/2021-06-30/reports",
    )
    assert (found["line_start"], found["line_end"]) == (1, 5)


def test_errors_inside_an_answer_of_200_are_failures():
    found = row('{"status_code": 200, "body": {"issues": [{"code": "90220", "message": "It is required.", "severity": "ERROR"}]}}')  # fmt: skip # noqa: E501
    assert (found["status"], found["error_code"], found["outcome"]) == (200, "90220", "api_error")


def test_no_answer_at_all_is_the_clients_error():
    found = row("2026-11-03T09:10:11Z ERROR GET https://sellingpartnerapi-na.amazon.com/orders/v0/orders ECONNRESET")
    assert found["outcome"] == "client_error"


@pytest.mark.parametrize(
    "text",
    [
        f"START RequestId: {ID} Version: $LATEST\nREPORT RequestId: {ID}\tDuration: 12.3 ms",
        "Hi, since yesterday my calls to getOrders do not work. Can someone please help?",
        "2026-11-03 09:10:11 INFO Startup completed in 8235ms. Server running: http://localhost:9000",
        "",
        "\n\n\n",
    ],
)
def test_text_without_a_call_gives_no_event_and_says_so(text):
    log = read_text(text)
    assert log.events.empty
    assert "no API call" in log.notes[-1]


@pytest.mark.parametrize("value", ["xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx", "11111111-2222-4333-84", "<redacted>", "null", "1234"])  # fmt: skip # noqa: E501
def test_a_masked_or_cut_id_is_not_taken(value):
    assert "request_id" not in row(f'{{"code": "QuotaExceeded", "message": "Too many.", "requestId": "{value}"}}')


def test_ids_that_are_cut_or_masked_are_told_and_empty_ones_are_not():
    rows = [f'{{"level":"error","status":500,"requestId":"{value}"}}' for value in ("11111111-2222-4333-84", "******", "", "null", ID)]  # fmt: skip # noqa: E501
    assert read_text("\n".join(rows)).notes == ("paste: 2 calls have a request ID that is cut or masked; none of these was used. Support needs whole IDs.",)  # fmt: skip # noqa: E501


@pytest.mark.parametrize("name", ["x-amz-apigw-id", "X-Amzn-Trace-Id", "x-ms-client-request-id", "correlation-id", "submissionId"])  # fmt: skip # noqa: E501
def test_other_ids_are_kept_apart(name):
    found = row(f"HTTP/1.1 500 Error\n{name}: {ID}")
    assert "request_id" not in found
    assert ID in found["other_ids"]


def test_decoy_dates_are_not_times():
    found = row("GET https://sellingpartnerapi-na.amazon.com/orders/v0/orders?CreatedAfter=2026-01-28T00:00:00Z HTTP/1.1\nx-ratelimit-reset: 1793700000")  # fmt: skip # noqa: E501
    assert "timestamp" not in found
    assert "timestamp_wall" not in found


def test_a_broken_row_among_rows_is_a_listed_reject():
    good = f'{{"time":"2026-11-02T08:00:00Z","operation":"getOrders","status":200,"requestId":"{ID}"}}'
    broken = read_text(f'{good}\n{{"time":"2026-11-02" oops}}\n{good}')
    assert list(broken.rejects["line_start"]) == [2]


def test_a_row_that_is_cut_keeps_what_is_left_and_the_row_behind_it_on_its_line():
    whole = f'{{"time":"2026-11-02T08:00:00Z","operation":"getOrders","status":503,"requestId":"{ID}"}}'
    cut = whole.replace("503", "429")
    log = read_text(f"{whole}\n{cut[:75]}\n{cut[:20]}\n{cut[:75]}{whole.replace('503', '500')}")
    assert list(log.events["status"]) == [503, 429, 429, 500]
    assert list(log.events["line_start"]) == [1, 2, 4, 4]
    assert list(log.rejects["line_start"]) == [3]
    assert "2 rows end in the middle" in log.notes[0]


ROWS = [f"2026-11-02T08:0{n}:00Z,getOrders,429,{n}aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e" for n in range(3)]


@pytest.mark.parametrize(
    "head",
    [
        "time,operation,status,request_id",
        "time,operation,status (429=too many),request_id",
        "time,operation,status,request_id,a=b",
        "time,operation,status,request_id,request_id ",
    ],
)
def test_a_csv_is_read_whatever_else_its_header_says(head):
    more = head.count(",") - 3
    log = read_text("\n".join([head, *(row + ",x" * more for row in ROWS)]))
    assert list(log.events["status"]) == [429, 429, 429]
    assert log.events["request_id"].nunique() == 3
    assert len(log.rejects) == 0


def test_blank_lines_do_not_end_a_csv_but_prose_and_another_header_do():
    other = "status,request_id,time\n503,9aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e,2026-11-02T09:00:00Z"
    text = "\n".join(["time,operation,status,request_id", "", ROWS[0], "  ", "", ROWS[1], "", other, "", "We wait, please, help, us"])  # fmt: skip  # noqa: E501 a paste
    log = read_text(text)
    assert list(log.events["status"]) == [429, 429, 503]
    assert log.ledger.blank == 5
    assert len(log.rejects) == 0


def test_a_csv_row_with_too_few_cells_is_a_listed_reject():
    log = read_text(f"time,operation,status,request_id\n2026-11-02T08:00:00Z,getOrders,429,{ID}\n2026-11-02T08:00:00Z,getOrders")  # fmt: skip # noqa: E501
    assert len(log.events) == 1
    assert list(log.rejects["line_start"]) == [3]


def test_the_time_of_a_message_counts_where_the_export_around_it_has_a_local_clock():
    log = read_text(f'timestamp,@message\n2026-11-02 17:00:00,"ERROR 2026-11-02T08:00:00Z getOrders status=503 requestId={ID}"')  # fmt: skip # noqa: E501
    found = log.events.iloc[0]
    assert found["timestamp"].isoformat() == "2026-11-02T08:00:00+00:00"
    assert found["timestamp_wall"] == "2026-11-02T17:00:00"


def test_the_details_of_a_second_error_are_not_those_of_the_first():
    errors = '{"code":"Invalid","message":"The first."},{"code":"Invalid","message":"The second.","details":"Of it."}'
    assert "error_details" not in row(f'{{"errors":[{errors}]}}')
