"""A call that went well is no error, whatever else its row tells: of products, of codes that mean success."""

import pytest

from casekit.reading import read_text

ID = "5d2c9a44-1f0b-4b6e-b0c2-0c6c9f0b1a{:02d}"
ROW = '{{"time":"2026-11-20T00:00:00Z","level":"info","method":"GET","url":"/catalog/2022-04-01/items/B0ABCDEFGH","status":200,"requestId":"{id}",{more}}}'  # noqa: E501
PAIRS = "time=2026-11-20T00:00:00Z method=GET path=/orders/v0/orders status=200 request_id={id} {more}\n"
LINE = "2026-11-20T00:00:00Z INFO GET https://sellingpartnerapi-eu.amazon.com/orders/v0/orders 200 in 31 ms {more}"
TABLE = "time,path,status,request_id,error_code,error_message,title,description\n{rows}"
CELLS = "2026-11-20T00:00:00Z,/orders/v0/orders,{status},{id},{more},Blue shoe,For men\n"


def outcomes(text):
    found = read_text(text).events[["outcome", "error_code", "error_message"]].astype(object)
    return found.where(found.notna(), None).to_numpy().tolist()


@pytest.mark.parametrize("more", [
    '"title":"Blue shoe"', '"description":"A shoe","detail":"blue"', '"response":{"title":"Shoe","description":"Blue"}',
    '"code":0,"message":"success"', '"errorCode":"0","errorMessage":"success"', '"error":"none"', '"errors":"[]"',
])  # fmt: skip
def test_a_row_of_an_object(more):
    assert outcomes(ROW.format(id=ID.format(1), more=more)) == [["ok", None, None]]


@pytest.mark.parametrize("more", ['title="Blue shoe" description="A shoe"', "error_code=0 error_message=success"])
def test_a_row_of_pairs(more):
    rows = [PAIRS.format(id=ID.format(n), more=more) for n in (1, 2)]
    assert outcomes("".join(rows)) == [["ok", None, None]] * 2


@pytest.mark.parametrize("more", ["code=0 message=success", "result=SUCCESS code=200"])
def test_a_line_of_text(more):
    assert outcomes(LINE.format(more=more)) == [["ok", None, None]]


@pytest.mark.parametrize("more", [",", "0,success", "NULL,NULL"])
def test_a_row_of_a_table(more):
    rows = [CELLS.format(id=ID.format(n), status=200, more=more) for n in (1, 2)]
    assert outcomes(TABLE.format(rows="".join(rows))) == [["ok", None, None]] * 2


def test_what_a_failed_call_says_of_itself_stays():
    problem = '{"type":"about:blank","title":"Forbidden","status":403,"detail":"The role is missing"}'
    assert outcomes(problem) == [["api_error", None, "The role is missing"]]
    listed = '{"errors":[{"code":"InvalidInput","title":"Wrong","detail":"The SKU is unknown"}]}'
    assert outcomes(listed) == [["api_error", "InvalidInput", "The SKU is unknown"]]
    rows = [CELLS.format(id=ID.format(n), status=403, more="Unauthorized,") for n in (1, 2)]
    assert [row[:2] for row in outcomes(TABLE.format(rows="".join(rows)))] == [["api_error", "Unauthorized"]] * 2
