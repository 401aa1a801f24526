"""What in a message is a value, what names the problem, and what is only a wrapper."""

import pytest

from casekit.analysis.groups_merge import merge_values
from casekit.analysis.signature import locate_values, read_family, read_words, show_template
from casekit.analysis.unwrap import CUT, unwrap


def count_problems(*messages):
    problems = [("400", "x", read_words(unwrap(message))) for message in messages]
    return len(set(merge_values(problems).values()))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Item SKU: 'Red Mug 12' has no offer", "Item SKU: 'blue' has no offer"),
        ("The value 'red' does not fit 'color'", "The value 'Dark Blue' does not fit 'color'"),
        ("Made at 2026-03-01", "Made at 1 March 2026"),
        ("Price 12,99 € is too high", "Price €9.00 is too high"),
        ("Carrier code ABC_12 unknown", "Carrier code XYZ-9 unknown"),
        ("File my prices.csv is empty", "File Stock (2).txt is empty"),
        ("nextToken aB3/aaaaBBBBccccDDDD+/eeeeFFFF= is bad", "nextToken Zz9aaaaBBBB/cccc/DDDDeeee+FFFF is bad"),
        ("Type text/csv refused", "Type application/pdf refused"),
        ("Option week=SUN unknown", "Option custom=true unknown"),
        ("No listing for type OFFICE_ITEMS", "No listing for type GARDEN_ITEMS"),
        ("Operation getOrders is off", "Operation createReport is off"),
        ("Needed fields are: name, city", "Needed fields are: street"),
        ("Category Toys & Games is closed", "Category Pets is closed"),
        ("The carrier Royal Post is unknown", "The carrier XYZ is unknown"),
        ("connect failed 10.0.0.1:443", "connect failed 10.0.0.22:8443"),
        (
            "Die Bestellung 111-2222222-3333333 ist vom 24.08.2026.",
            "Die Bestellung 222-2222222-3333333 ist vom 2.1.2025.",
        ),
        ("Der Wert „rot“ für 'color' passt nicht", "Der Wert „12“ für 'color' passt nicht"),
        ("La valeur « rouge » ne va pas", "La valeur « 12 » ne va pas"),
        ("SKU「AB-1」がありません", "SKU「赤いマグ」がありません"),
        ("商品B0AAAAAAA1缺货", "商品B0AAAAAAB2缺货"),
        ("在站点A1F83G8C2ARO7P中没有SKUAB-1234-X。", "在站点ATVPDKIKX0DER中没有SKUZZ-99-Y。"),
    ],
)
def test_values_of_any_language_do_not_part_a_problem(one, other):
    assert count_problems(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The 'value' of the attribute 'Item Weight' is off", "The 'value' of the attribute 'Item Size' is off"),
        ('The attribute "Brand Name" is off', 'The attribute "Item Name" is off'),
        ("Das Attribut „Farbe“ fehlt", "Das Attribut „Marke“ fehlt"),
        ("Le champ « couleur » est requis", "Le champ « marque » est requis"),
        ("El campo 'Marca' es obligatorio", "El campo 'Color' es obligatorio"),
        ("必須フィールド「色」がありません", "必須フィールド「素材」がありません"),
        ("字段“品牌”不能为空", "字段“颜色”不能为空"),
        ("Brand Name is missing", "Brand Logo is missing"),
        ("Carrier Not Known", "Carrier Not Paid"),
        ("startDate is off", "endDate is off"),
        ("Feed is IN_QUEUE", "Feed is IN_PROGRESS"),
        ("SSL: CERT_HAS_EXPIRED", "SSL: SELF_SIGNED_CERT"),
        ("GTIN 1234567890123 is off", "UPC 1234567890123 is off"),
        ("error code: 13", "error code: 14"),
        ("The 'b2b_offer' is off", "The 'b2b_price' is off"),
        ("Failed (NewError('<Pool at 0x1f>: no way to host: [Errno -2] the name is not known'))",
         "Failed (NewError('<Pool at 0x2f>: no way to host: [Errno 111] the door is not open'))"),
        ("SKU ABC-1 Preis fehlt", "SKU ABC-1 Marke fehlt"),
        ("'x-amz-access-token' is off", "'x-amz-date' is off"),
    ],
)  # fmt: skip
def test_names_of_any_language_keep_problems_apart(one, other):
    assert count_problems(one, other) == 2


@pytest.mark.parametrize(
    "wrapped",
    [
        '{"errors":[{"code":"X","message":"Nothing is here"}]}',
        '{"message":"{\\"errors\\":[{\\"message\\":\\"Nothing is here\\"}]}"}',
        "[{'code': 'X', 'message': \"Nothing is here\", 'details': None}]",
        "['message' => 'Nothing is here', 'details' => '']",
        "<Error><Code>X</Code><Message>Nothing is here</Message></Error>",
        "<!DOCTYPE html><html><head><title>Nothing is here</title></head><body><h1>Nothing is here</h1></body></html>",
        "some.pkg.ApiException: Nothing is here\n\tat some.pkg.A.b(A.java:12)",
        'Traceback (most recent call last):\n  File "a.py", line 3, in f\n    g()\napi.ApiException: Nothing is here',
        "\\u004eothing is here",
    ],
)
def test_wrappers_come_off(wrapped):
    assert unwrap(wrapped) == "Nothing is here"


def test_a_quote_inside_a_json_text_ends_it_not():
    assert unwrap('{"message": "The \\"thing\\" is off", "details": ""}') == 'The "thing" is off'


def test_a_truncated_message_joins_the_only_one_that_begins_so():
    cut = 'resulted in a `400` response:\n{"errors": [{"message": "The thing is not so (truncated...)'
    assert unwrap(cut) == f"The thing is not so{CUT}"
    assert count_problems(cut, "The thing is not sold here") == 1
    assert count_problems(cut, "The thing is not sold here", "The thing is not found here") == 3


def test_many_fields_that_are_required_stay_apart_and_share_a_family():
    fields = ("Brand", "Color", "Size", "Weight", "Material", "Height")
    assert count_problems(*(f"{field} is required" for field in fields)) == len(fields)
    assert len({read_family(f"'{field}' is required.") for field in fields}) == 1


def test_single_words_are_never_values():
    assert count_problems("Forbidden", "Gone", "Conflict", "Locked", "Busy", "Teapot") == 6


def test_two_places_may_vary_at_once():
    animals, places = ("Ant", "Bee", "Cow", "Dog", "Elk", "Fox"), ("Aix", "Bonn", "Cork", "Delhi", "Eton", "Faro")
    assert count_problems(*(f"The animal {one} in the town {two} is off" for one in animals for two in places)) == 1


def test_the_template_and_the_values_behind_it():
    text = "SKU RED MUG 12 of order 111-2222222-3333333 lacks 'brand'"
    assert show_template(text) == "SKU <SKU> of order <ORDER> lacks 'brand'"
    assert locate_values(text) == (("SKU", "RED MUG 12"), ("ORDER", "111-2222222-3333333"))
    assert locate_values("nothing varies") == ()
