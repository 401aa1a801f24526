"""How well and how fast groups are found at volume: `python benchmarks/grouping.py [ROWS]`.

Errors with a known problem are made from sentences and invented values by a seeded generator, wrapped as client
libraries wrap them. GA is the share of rows in exactly recovered groups, homogeneity below 1 means false merges.
"""

import json
import math
import random
import string
import sys
import time
from collections import Counter, defaultdict

import pandas as pd

from casekit.analysis import assign_groups

SENTENCES = (
    # English: rejected requests
    (400, "InvalidInput", "The listing for SKU {sku} in marketplace {market} could not be updated."),
    (400, "InvalidInput", "The listing for ASIN {asin} in marketplace {market} could not be updated."),
    (400, "InvalidInput", "Parameter '{field}' must not be empty."),
    (400, "InvalidInput", "Value '{sku}' is not allowed for parameter 'sellerSku'."),
    (400, "InvalidInput", "Value '{word}' is not allowed for parameter 'color'."),
    (400, "InvalidInput", "Could not parse date {date} in field dataStartTime"),
    (400, "InvalidInput", "Could not parse date {date} in field dataEndTime"),
    (400, "InvalidInput", "pageSize must be between {num} and {num}"),
    (400, "InvalidInput", "Unknown report types: {types}"),
    (400, "InvalidInput", "Unsupported marketplaces: {markets}"),
    (400, "InvalidInput", "nextToken {base64} is malformed"),
    (400, "InvalidInput", "Content type {mime} is not accepted for feed type {type}"),
    (400, "InvalidInput", "Report option {option} is not known"),
    (400, "InvalidInput", "File {file} holds no rows"),
    (400, "InvalidInput", "Category {category} needs approval before SKU {sku} can be listed"),
    (400, "InvalidInput", "The feed document {spdoc} was not found or has expired."),
    (400, "InvalidInput", "Transport document for shipment {shipment} weighs {num} kg, at most {num} kg are allowed"),
    (400, "BadRequest", "ERROR: Inbound plan {plan} is locked by operation {uuid}."),
    (400, "BadRequest", "ERROR: Box {num} of shipment {shipment} holds no items."),
    (400, "InvalidInput", "Buyer {name} has no address of type {quoted}."),
    (400, "InvalidInput", "Order {order} cannot be confirmed: carrier {carrier} is unknown"),
    (400, "InvalidInput", "Order {order} cannot be confirmed: ship date {date} lies in the future"),
    (400, "InvalidInput", "Refund of {amount} for order {order} is above the order total {amount}"),
    (400, "InvalidInput", "More than {num} identifiers given: {asins}"),
    (400, "InvalidInput", "Feed {longnum} is still in progress"),
    (400, "InvalidInput", "Query parameter 'keywords' holds {num} characters, at most {num} are allowed"),
    # English: other statuses
    (401, "Unauthorized", "The access token has no scope {scope}."),
    (403, "Unauthorized", "Application {app} has no role for this resource."),
    (403, "Unauthorized", "Seller {seller} has withdrawn the authorization."),
    (403, "AccessDeniedException", "User: {arn} is not authorized to perform: execute-api:Invoke on resource: {arn}"),
    (404, "NotFound", "No offer for SKU {sku} in marketplace {market}"),
    (404, "NotFound", "No offer for ASIN {asin} in marketplace {market}"),
    (404, "NotFound", "Subscription {uuid} does not exist for {type}"),
    (404, "NotFound", "Feed {longnum} does not exist"),
    (404, "NotFound", "Report {longnum} does not exist"),
    (409, "Conflict", "Destination with name {quoted} exists already"),
    (413, "RequestEntityTooLarge", "Body of {num} bytes is above the limit of {num} bytes"),
    (429, "QuotaExceeded", "Rate exceeded, retry after {num} seconds"),
    (500, "InternalFailure", "Unexpected failure at {time}, incident {hex}"),
    (503, "ServiceUnavailable", "Host {host} did not answer in {num} ms"),
    (200, "FATAL", "Feed {longnum} of type {type} ended as FATAL"),
    (200, "CANCELLED", "Feed {longnum} of type {type} ended as CANCELLED"),
    (200, "90220", "'Colour Map' is required but missing."),
    (200, "90220", "'Fabric Type' is required but missing."),
    (200, "90220", "'Country of Origin' is required but missing."),
    (200, "90244", "The attribute 'Closure Type' holds {word}, which is not a valid choice."),
    (200, "90244", "The attribute 'Sole Material' holds {word}, which is not a valid choice."),
    (200, "8572", "The code {gtin} you gave for GTIN belongs to ASIN {asin}."),
    (200, "8572", "The code {gtin} you gave for UPC belongs to ASIN {asin}."),
    (200, "99010", "A value is missing from one or more required columns: {fields}"),
    (200, "13010", "SKU {sku} has no price. Submit one first."),
    (200, "20011", "Picture {url} is smaller than {num} pixels"),
    # Clients
    (
        0,
        "ConnectTimeout",
        "HTTPSConnectionPool(host='{host}', port=443): url: {path} (Caused by <object at {pointer}>, 'timed out')",
    ),
    (0, "curl", "cURL error 7: Failed to connect to {host} port 443 after {num} ms: Connection refused"),
    (0, "curl", "cURL error 35: OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to {host}:443"),
    (0, "curl", "cURL error 56: Recv failure: Connection reset by peer"),
    (0, "ECONNREFUSED", "connect ECONNREFUSED {ip}:443"),
    (0, "ETIMEDOUT", "connect ETIMEDOUT {ip}:443"),
    (0, "ENOTFOUND", "getaddrinfo ENOTFOUND {host}"),
    (0, "JSONDecodeError", "Extra data: line {num} column {num} (char {num})"),
    # German
    (400, "InvalidInput", "Der Bericht {longnum} vom Typ {type} ist abgelaufen."),
    (404, "NOT_FOUND", "Die ASIN {asin} ist auf dem Marktplatz {market} nicht vorhanden."),
    (404, "NOT_FOUND", "Die SKU {sku} ist auf dem Marktplatz {market} nicht vorhanden."),
    (200, "90220", "'Marke' ist erforderlich, fehlt aber."),
    (200, "90220", "'Hersteller' ist erforderlich, fehlt aber."),
    (200, "90000", "Das Attribut „{field}“ hat den ungültigen Wert „{word}“."),
    (429, "QuotaExceeded", "Zu viele Anfragen. Bitte in {num} Sekunden erneut versuchen."),
    # French
    (404, "NOT_FOUND", "Le SKU {sku} est introuvable sur le site {market}."),
    (404, "NOT_FOUND", "La commande {order} est introuvable."),
    (200, "90220", "L’attribut « Marque » est obligatoire."),
    (200, "90220", "L’attribut « Couleur » est obligatoire."),
    (400, "InvalidInput", "La valeur « {word} » n’est pas valide pour '{field}'."),
    # Spanish
    (404, "NOT_FOUND", "No se encontró el ASIN {asin} en el sitio {market}."),
    (400, "InvalidInput", "El valor '{word}' del campo '{field}' no es válido."),
    (200, "90220", "El atributo 'Marca' es obligatorio."),
    (200, "90220", "El atributo 'Color' es obligatorio."),
    # Italian
    (404, "NOT_FOUND", "L'ordine {order} non esiste."),
    (400, "InvalidInput", "La data {date} non è valida: usare il formato ISO 8601."),
    (200, "90220", "L'attributo 'Marchio' è obbligatorio."),
    (429, "QuotaExceeded", "Troppe richieste: riprovare tra {num} secondi."),
    # Japanese
    (404, "NOT_FOUND", "ASIN{asin}はマーケットプレイス{market}に存在しません。"),
    (404, "NOT_FOUND", "注文{order}が見つかりません。"),
    (200, "90220", "「ブランド名」は必須です。"),
    (200, "90220", "「メーカー名」は必須です。"),
    (400, "InvalidInput", "パラメータ「{field}」の値「{word}」は無効です。"),
    (429, "QuotaExceeded", "リクエストが多すぎます。{num}秒後に再試行してください。"),
    # Chinese
    (404, "NOT_FOUND", "在站点{market}中找不到SKU{hardsku}。"),
    (404, "NOT_FOUND", "订单{order}不存在。"),
    (200, "90220", "缺少必填属性“品牌”。"),
    (200, "90220", "缺少必填属性“颜色”。"),
    (400, "InvalidInput", "参数“{field}”的值“{word}”无效。"),
    (400, "InvalidInput", "日期{date}格式错误。"),
)
PAGES = (
    (
        502,
        "",
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>{nl}<h1>502 Bad Gateway</h1></body></html>",
    ),
    (503, "", "<HTML><HEAD>{nl}<TITLE>Service Unavailable</TITLE></HEAD><BODY><P>Reference {hex}</BODY></HTML>"),
    (403, "", "{nl}<Error><Code>AccessDenied</Code><Message>Request has expired</Message><At>{time}</At></Error>"),
    (403, "", "{nl}<Error><Message>The signature does not match.</Message><HostId>{base64}</HostId></Error>"),
)
FIELDS = ("startTime", "marketplaceIds", "item_name", "sellerSku", "condition_type", "feedType")
WORDS = ("Blau", "red", "Größe L", "大", "Extra Long", "none", "12", "Ünbekannt", "N/A", "rosso", "ok-ish", "sehr groß")
TYPES = ("GET_STOCK_FILE", "POST_PRICE_DATA", "GET_SALES_BY_DAY", "GET_VAT_DATA", "POST_ITEM_LIST", "JSON_LIST_FEED")
MARKETS = ("ATVPDKIKX0DER", "A1F83G8C2ARO7P", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "APJ6JRA9NG5V4", "A1VC38T7YXB528")
NAMES = ("Ann Moe", "J. P. Doe", "Zoë Ülker", "山田 花子", "O'Neil Shop", "Muster GmbH & Co. KG")
CATEGORIES = ("Toys & Games", "Beauty", "Home & Kitchen", "Pet Supplies", "Grocery", "Baby", "Sports & Outdoors")
FILES = ("prices may.csv", "Stock (2).txt", "items_2024.tsv", "Feed final v3.xml", "a.json", "Kopie von Preise.xlsx")
MIMES = ("text/csv", "application/pdf", "text/xml; charset=utf-8", "application/x-zip", "image/png", "text/html")
OPTIONS = ("reportPeriod=WEEK", "asinGranularity=CHILD", "custom=true", "aggregate=DAY", "sellingProgram=RETAIL")
CARRIERS = ("DHL Express", "UPS", "Royal Mail", "GLS", "Hermes", "Yamato Transport", "La Poste")
SHAPES = (
    "AB-####-XX",
    "RED SHOE ## L",
    "shirt_###",
    "###/MUG",
    "Mug Grn ##",
    "######",
    "LAMP.##-b",
    "x##y",
    "ZZ## ZZ##",
)
ALNUM = string.ascii_uppercase + string.digits


def make_value(kind, pick):
    def some(letters, size):
        return "".join(pick.choices(letters, k=size))

    def digits(size):
        return some("123456789", 1) + some(string.digits, size - 1)

    def several(maker, most=4):
        return [make_value(maker, pick) for _ in range(pick.randint(1, most))]

    hexes = "0123456789abcdef"
    makers = {
        "sku": lambda: "".join(some("123456789", 1) if each == "#" else each for each in pick.choice(SHAPES)),
        "hardsku": lambda: f"{some(ALNUM, 3)}-{digits(4)}-{some(ALNUM, 2)}",
        "asin": lambda: "B0" + some(ALNUM, 8),
        "asins": lambda: ", ".join(several("asin")),
        "gtin": lambda: digits(13),
        "order": lambda: f"{digits(3)}-{digits(7)}-{digits(7)}",
        "uuid": lambda: "-".join(some(hexes, size) for size in (8, 4, 4, 4, 12)),
        "plan": lambda: "wf" + "-".join(some(hexes, size) for size in (8, 4, 4, 4, 12)),
        "shipment": lambda: "FBA" + some(ALNUM, 9),
        "market": lambda: pick.choice(MARKETS),
        "markets": lambda: "[" + ", ".join(several("market")) + "]",
        "seller": lambda: "A" + digits(1) + some(ALNUM, 12),
        "type": lambda: pick.choice(TYPES),
        "types": lambda: "[" + ", ".join(several("type")) + "]",
        "date": lambda: pick.choice(("20{}-0{}-1{}", "1{1}.0{1}.20{0}", "0{1}/1{2}/20{0}")).format(
            digits(2), digits(1), digits(1)),
        "time": lambda: f"20{digits(2)}-0{digits(1)}-1{digits(1)}T1{digits(1)}:0{digits(1)}:2{digits(1)}"
        + pick.choice(("Z", "+02:00", ".123Z")),
        "num": lambda: digits(pick.randint(1, 5)),
        "longnum": lambda: digits(pick.randint(9, 13)),
        "amount": lambda: f"{digits(pick.randint(1, 3))}.{digits(2)} " + pick.choice(("EUR", "USD", "JPY")),
        "hex": lambda: some(hexes, 16),
        "pointer": lambda: "0x" + some(hexes, 12),
        "base64": lambda: some(string.ascii_letters + string.digits + "/+", 40) + "==",
        "spdoc": lambda: "amzn1.spdoc.1.4.eu." + make_value("uuid", pick) + ".T" + some(ALNUM, 12),
        "app": lambda: "amzn1.sp.solution." + make_value("uuid", pick),
        "arn": lambda: f"arn:aws:iam::{digits(12)}:user/u{digits(2)}",
        "url": lambda: f"https://img.example.com/{some(ALNUM, 8)}.jpg",
        "path": lambda: f"/orders/v0/orders?CreatedAfter=20{digits(2)}-01-01&MarketplaceIds={pick.choice(MARKETS)}",
        "host": lambda: f"sellingpartnerapi-{pick.choice(('na', 'eu', 'fe'))}.amazon.com",
        "ip": lambda: ".".join(str(pick.randint(1, 254)) for _ in range(4)),
        "scope": lambda: "sellingpartnerapi::" + pick.choice(("migration", "notifications")),
        "quoted": lambda: '"' + pick.choice(NAMES) + '"',
        "fields": lambda: ", ".join(several("field", 3)),
        "nl": lambda: "\n" * pick.randint(0, 2),
        "name": lambda: pick.choice(NAMES),
        "field": lambda: pick.choice(FIELDS),
        "word": lambda: pick.choice(WORDS),
        "category": lambda: pick.choice(CATEGORIES),
        "file": lambda: pick.choice(FILES),
        "mime": lambda: pick.choice(MIMES),
        "option": lambda: pick.choice(OPTIONS),
        "carrier": lambda: pick.choice(CARRIERS),
    }  # fmt: skip
    return makers[kind]()


def make_row(pick):
    """(label, status, code, message): the label is the sentence, with the field it names."""
    status, code, sentence = pick.choice(SENTENCES + PAGES)
    parts = [piece[1] for piece in string.Formatter().parse(sentence) if piece[1]]
    label, text = sentence, ""
    for before, kind, _, _ in string.Formatter().parse(sentence):
        value = make_value(kind, pick) if kind else ""
        label += f"|{value}" if kind == "field" else ""
        text += before + value
    wrapped = wrap(text, status, code, pick) if status and "<" not in text and parts is not None else text
    return f"{status} {code} {label}", status, code, wrapped


def wrap(text, status, code, pick):
    body = {"errors": [{"code": code, "message": text, "details": ""}]}
    return pick.choice((
        text, text, text, text,
        json.dumps(body), json.dumps(body, ensure_ascii=False, indent=2),
        f"{status} Client Error: " + json.dumps(body),
        f"[{status}] {json.dumps(body)}",
        f"Exception when calling FeedsApi->getFeed: [{status}] {json.dumps(body, indent=4)}",
        f"SellingApiRequestException: {body['errors']}",
        f"Client error: `GET https://{make_value('host', pick)}/x` resulted in a `{status} Bad` response:\n"
        + json.dumps(body, indent=1) + " (truncated...)",
        f"Error: {text}",
    ))  # fmt: skip


def entropy(counts):
    whole = sum(counts)
    return -sum(count / whole * math.log(count / whole) for count in counts)


def score(labels, keys):
    """(GA, FGA, homogeneity) of a partition against the true one."""
    true, found = defaultdict(list), defaultdict(list)
    for row, (label, key) in enumerate(zip(labels, keys, strict=True)):
        true[label].append(row)
        found[key].append(row)
    whole = {tuple(rows) for rows in true.values()} & {tuple(rows) for rows in found.values()}
    mixed = sum(len(rows) * entropy(Counter(labels[row] for row in rows).values()) for rows in found.values())
    homogeneity = 1 - mixed / len(labels) / entropy([len(rows) for rows in true.values()])
    return sum(map(len, whole)) / len(labels), 2 * len(whole) / (len(true) + len(found)), homogeneity


def show(labels, keys, messages, most):
    by_label, by_key = defaultdict(Counter), defaultdict(Counter)
    sample = {}
    for label, key, message in zip(labels, keys, messages, strict=True):
        by_label[label][key] += 1
        by_key[key][label] += 1
        sample.setdefault((label, key), message)
    for title, table, flip in (("split", by_label, False), ("mixed", by_key, True)):
        for name, others in sorted(table.items(), key=lambda item: -len(item[1]))[:most]:
            if len(others) > 1:
                print(f"{title} {len(others)}: {name[:110]}")
                for other, count in others.most_common(4):
                    print("    ", count, other[:60], "|", sample[(other, name) if flip else (name, other)][:200])


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    pick = random.Random(20260401)
    made = [make_row(pick) for _ in range(rows)]
    labels, status, code, messages = zip(*made, strict=True)
    events = pd.DataFrame({
        "status": pd.array(status, dtype="Int16"),
        "error_code": pd.array([each or None for each in code], dtype="string"),
        "error_message": pd.array(messages, dtype="string"),
    })  # fmt: skip
    start = time.process_time()
    keys = assign_groups(events)
    took = time.process_time() - start
    shuffled = assign_groups(events.sample(frac=1, random_state=3)).sort_index()
    show(labels, list(keys), messages, most=40)
    ga, fga, homogeneity = score(labels, list(keys))
    stable = keys.equals(shuffled)
    print(
        f"{rows:,} rows, {len(set(messages)):,} distinct, {len(set(labels))} problems, {keys.nunique()} groups:\n"
        f"GA {ga:.3f} FGA {fga:.3f} homogeneity {homogeneity:.4f}, same when shuffled {stable}; {took:.1f} s of CPU"
    )


if __name__ == "__main__":
    main()
