"""What an object in a log tells of, by the keys that lead to it: top, request, answer, headers, errors or data."""

REQUESTS = frozenset(
    ["request", "req", "config", "options", "httprequest", "originalrequest", "requestoptions", "requestinfo", "input"]
)
ANSWERS = frozenset(
    [
        "response",
        "res",
        "answer",
        "reply",
        "httpresponse",
        "output",
        "outputs",
        "result",
        "responsedata",
        "rawresponse",
        "raw",
    ]
)
WRAPPERS = frozenset(["meta", "context", "extra", "fields", "attributes", "additional", "extras", "ctx", "props", "jsonpayload", "customdimensions", "http", "labels", "contextmap", "mdc"])  # fmt: skip  # noqa: E501 a pattern or a table row
HEADERS = frozenset(["headers", "header", "responseheaders", "requestheaders", "httpheaders", "respheaders", "parameters", "responsemetadata", "metadata"])  # fmt: skip  # noqa: E501 a pattern or a table row
ERRORS = frozenset(["errors", "error", "issues", "operationproblems", "fault", "exception", "err", "errorresponse", "violations", "problems", "cause", "errordetails", "inner", "innererror"])  # fmt: skip  # noqa: E501 a pattern or a table row


def inner_place(bare: str, place: str) -> str:
    """The place below a key, as `fields.squeeze` writes it, of an object at `place`."""
    wraps = bare in WRAPPERS and place == "top"
    if bare in HEADERS or wraps:
        return place if place == "data" or wraps else "headers"
    if bare in ANSWERS and place in ("top", "errors", "request"):
        return "answer"
    if place == "request":
        return "data"
    if bare in ERRORS or (bare, place) == ("extensions", "errors"):  # of GraphQL
        return "errors"
    if bare in REQUESTS and place in ("top", "errors", "answer"):
        return "request"
    return "answer" if place in ("top", "answer") and bare in ("body", "payload", "data") else "data"
