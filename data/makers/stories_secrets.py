"""The sample with secrets and personal data planted in it. Nobody's: all of them are made up here."""

from makers import service
from makers.calls import SHOP_A, Call, Maker, count_failed, fail, in_order, utc
from makers.forms import error_body, lines, zulu
from makers.sample import Sample

PLANTED = (
    ("access token", "Atza|MadeUpAccessTokenForASampleLogOnly0123456789"),
    ("refresh token", "Atzr|MadeUpRefreshTokenForASampleLogOnly012345678"),
    ("restricted data token", "Atz.sprdt|MadeUpRestrictedTokenForASampleLog012345"),
    ("client secret", "amzn1.oa2-cs.v1.00decade00decade00decade00decade00decade00decade00decade00decade"),
    ("AWS key", "AKIAMADEUPSAMPLE0000"),
    ("signature", "5a5a5a5a0000made0000up00005a5a5a5a"),
    ("e-mail", "erika.sample@example.com"),
    ("phone", "+49 30 5550 1234"),
    ("name", "Erika Sample"),
    ("address", "Samplestrasse 12"),
    ("cookie", "session-id=000-0000000-0000000"),
)
ACCESS, REFRESH, RESTRICTED, SECRET, KEY, SIGNATURE, EMAIL, PHONE, NAME, STREET, COOKIE = (
    value for _, value in PLANTED
)
NO_ROLE = service.Failure(
    403, "AccessDeniedException", "Unauthorized", "Access to requested resource is denied.",
    "Application does not have access to some or all requested resource",
)  # fmt: skip


def planted_secrets() -> Sample:
    """A chatty debug log: every call with its headers, some with the buyer's data."""
    make = Maker("planted secrets")
    start, end, onset = utc("2026-03-04 14:00"), utc("2026-03-04 17:00"), utc("2026-03-04 15:31")
    calls = in_order(
        fail(
            make.steady((start, end), 180, service.ADDRESS, SHOP_A, service.DE), NO_ROLE, lambda call: call.at >= onset
        ),
        make.steady((start, end), 240, service.ORDER_ITEMS, SHOP_A, service.DE),
    )
    failed = count_failed(calls)
    return Sample(
        "text/planted-secrets.log", lines([*_start_up(zulu(start)), *(_debug_line(call) for call in calls)]),
        "Tokens, a client secret, an AWS key, a signed URL, a buyer's name, address, e-mail and phone, all invented: "
        "none may reach an export (`tests/data/planted.csv` lists them). getOrderAddress is refused since 15:31 UTC.",
        len(calls), failed, failed, failed, 1,
    )  # fmt: skip


def _start_up(stamp: str) -> list[str]:
    address = "https://made-up-bucket.s3.eu-west-1.amazonaws.com/labels.pdf"
    return [
        f"{stamp} INFO  config client_secret={SECRET} refresh_token={REFRESH}",
        f"{stamp} DEBUG aws_access_key_id={KEY} cookie: {COOKIE}",
        f"{stamp} DEBUG label kept at {address}?X-Amz-Credential={KEY}%2F20260304&X-Amz-Signature={SIGNATURE}",
        f"{stamp} DEBUG operator on duty: {EMAIL}, phone {PHONE}",
    ]


def _debug_line(call: Call) -> str:
    token = RESTRICTED if call.operation is service.ADDRESS else ACCESS
    line = f"{zulu(call.at)} {'ERROR' if call.failure else 'DEBUG'} {call.operation.method} {call.url} "
    line += f'headers={{"x-amz-access-token": "{token}", "user-agent": "LabelDesk/1.9 (Language=JavaScript)"}} '
    line += f"status={call.status} x-amzn-RequestId={call.request_id} seller={call.seller}"
    if call.failure:
        return f"{line} body={error_body(call.failure)}"
    if call.operation is service.ADDRESS:
        buyer = f'{{"Name": "{NAME}", "AddressLine1": "{STREET}", "Phone": "{PHONE}", "BuyerEmail": "{EMAIL}"}}'
        return f'{line} body={{"payload": {{"ShippingAddress": {buyer}}}}}'
    return line


SAMPLES = (planted_secrets,)
