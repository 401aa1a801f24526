"""Forms of free text: what names them. Their facts come from the shared scanner and its sentences."""

import re

from casekit.reading.form import Form

FREE: tuple[Form, ...] = tuple(
    Form(name, (sample,), signs=re.compile(signs, re.MULTILINE))
    for name, sample, signs in (
        ("html", "<html><head><title>503 Service Unavailable</title></head></html>", r"(?i)<!doctype html|<html"),
        ("xml", "<ErrorResponse><Error><Code>RequestThrottled</Code></Error></ErrorResponse>", r"<\?xml|<\w*Error\w*[ >]|<RequestI[dD]>"),  # noqa: E501 a pattern or a table row
        ("curl", "curl: (6) Could not resolve host: sellingpartnerapi-na.amazon.com", r"^\$? ?curl[: ]|^[<>] "),
        ("php", "Exception when calling OrdersV0Api->getOrders: [429] ", r"=> Array|->\w+: \[\d|PHP |GuzzleHttp|\.php\b|\[\w+\] => |resulted in a"),  # noqa: E501 a pattern or a table row
        ("python", "Traceback (most recent call last):\nrequests.exceptions.HTTPError: 503 Server Error: x for url: https://a.invalid/b", r"Traceback|\b(?:requests|urllib3?|httpx|botocore)\.\w|\.py\b|\bb'|\{'|sp_api\.|botocore|when calling the|\('"),  # noqa: E501 a pattern or a table row
        ("dotnet", "System.Net.WebException: The remote server returned an error: (400) Bad Request.", r"System\.\w+|^\s+at [\w.`]+\(.*\) in |WebException|RestSharp|AggregateException|^\s+at [A-Z]\w+\.[A-Z]"),  # noqa: E501 a pattern or a table row
        ("java", "io.swagger.client.ApiException: Forbidden\n\tat io.swagger.client.ApiClient.execute(ApiClient.java:1)", r"\.java:|\b(?:\w{1,100}\.){2,20}\w{1,100}Exception|Response\{|OkHttp"),  # noqa: E501 a pattern or a table row
        ("node", "{ code: 'InvalidInput', details: '' }", r"^\s+at .*(?:\.js:|node:)|(?:^|[{,])\s*\w+: '"),
        ("http", "HTTP/1.1 429 Too Many Requests\nx-amzn-RequestId: 0aa63ef2-2f0d-4b6c-9d7e-1f2a3b4c5d6e", r"HTTP/\d|^[\w-]+: .*$|^\"[\w-]+\": "),  # noqa: E501 a pattern or a table row
        ("json", '{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota."}]}', r"[{\[]\s*\""),
    )
)  # fmt: skip
TEXT = Form("text", ("2026-11-02 08:00:00 ERROR getOrders failed with 503",))
