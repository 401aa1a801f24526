"""How vendors spell what we look for: words of a name -> our fact, case-blind, however the words are joined."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, normalize

from casekit.facts import find_marketplace

# fact -> names, the best first. A name in `()` is looked for inside objects and at the start of a line only.
NAMES: dict[str, str] = {
    "request_id": (
        "x-amzn-request-id x-amzn-remapped-x-amzn-request-id x-mws-request-id | x-amz-request-id x-ms-request-id "
        "x-github-request-id twilio-request-id x-goog-request-id x-shopify-request-id x-request-id apim-request-id "
        "x-ebay-c-request-id x-slack-req-id paypal-debug-id (debug-id) | "
        "amzn-request-id amz-request-id amazon-request-id sp-api-request-id | "
        "request-id req-id (s3-request-id) | aws-request-id (rid) (reqid) (anfrage-id) (anforderungs-id) "
        "(id-de-solicitud) (id-de-la-solicitud) (identifiant-de-requête) (id-de-requête) (id-richiesta) "
        "(id-da-solicitação) (id-da-requisição) (请求-id) (请求编号) (請求-id) (請求編號) (リクエスト-id) (요청-id)"
    ),
    "date": "date x-amzn-remapped-date x-mws-timestamp response-date",
    "amz_date": "x-amz-date amz-date x-ms-date",
    "millis": "okhttp-sent-millis ok-http-received-millis okhttp-received-millis",
    "stamp": (
        "(@timestamp) (@t) (timestamp) (time) (ts) (event-time) (datetime) (date-time) (log-time) (logged-at) "
        "(asctime) (started-date-time) (start-time) (occurred-at) (request-time) (time-local) (time-stamp) "
        "(timestamp-utc) (time-utc) (datetime-utc) (date-time-utc) (utc-time) (utc-timestamp) (timestamp-gmt) "
        "(request-ts) (event-ts) (created-at) (occurred) "
        "(start-time-unix-nano) (time-unix-nano) (realtime-timestamp) (message-time) (zeit) "
        "(request-date) (date-and-time) (t) (when) (at) (zeitpunkt) (zeitstempel) (datum) "
        "(fecha) (fecha-y-hora) (date-et-heure) (时间) (时间戳) (请求时间) (发生时间) (時間) (時刻) (日時) (発生日時) "
        "(エラー発生日時)"
    ),
    "method": (
        "(method) http-method http-request-method request-method (verb) cs-method (methode) (metodo) (请求方法) "
        "(方法) (请求方式) (http-methode) "
        "(curlopt-customrequest) req-method "
        "(メソッド)"
    ),
    "url": "(url) http-url url-full request-url request-uri (uri) (endpoint) (target-url) (full-url) effective-url response-uri (href) cs-uri (请求地址) (エンドポイント)",  # noqa: E501 a pattern or a table row
    "path": (
        "(path) request-path http-path http-target http-url-details-path url-path resource-path (resource) "
        "cs-uri-stem (route) (pfad) (ruta) (uri-path) (api-path) (chemin) (percorso) (caminho) (路径) (請求路徑) (パス)"
    ),
    "host": "(host) (:authority) (hostname) (server-name)",
    "query": "(query) (query-string) cs-uri-query",
    "operation": (
        "api-operation operation-name (operation) operation-id (action) (event-name) (api-call) (api-name) (op) "
        "(api-method) (rpc) (operación) (opération) (operazione) (operação) (オペレーション)"
    ),
    "known_operation": "(api) (call) (function) (func) (caller) (request-name) (接口) (接口名称)",
    "status": (
        "http-status-code http-response-status-code status-code response-code response-status-code response-status "
        "http-status http-code (http) "
        "(status) (sc-status) (elb-status-code) (result-code) (código-http) (código-de-estado) (código-de-respuesta) "
        "(code-http) (code-de-statut) (statut) (estado) (codice-http) (状态码) (狀態碼) (ステータスコード) (ステータス)"
    ),
    "error_type": "x-amzn-error-type x-amz-error-type (error-type) (error-kind) (exception-class) (fault-type)",
    "error_code": (
        "(code) error-code (error-number) (err-code) x-ms-error-code (fault-code) (reason-code) (fehlercode) "
        "(código-de-error) (code-erreur) (code-d-erreur) (codice-errore) (código-do-erro) (错误码) (错误代码) "
        "(錯誤代碼) (エラーコード) (오류-코드) (에러-코드)"
    ),
    "error_message": (
        "(message) error-message error-description (description) (error-msg) (err-msg) (detail) "
        "(fault-string) fault-message (desc) (fehlermeldung) (meldung) (mensaje) (mensaje-de-error) (message-d-erreur) "
        "(messaggio) (mensagem) (错误信息) (错误消息) (錯誤訊息) (エラーメッセージ) (メッセージ) "
        "(오류-메시지) (에러-메시지) "
        "(title) | (msg) (err) (@m) (@mt)"
    ),
    "error_details": "(details) (error-details) (more-info) (documentation-url)",
    "marketplace_id": "(mkt) (mp) (market) (marktplatz) (marché) (站点) marketplace-id marketplace-ids marketplace",
    "seller_id": (
        "seller-id merchant-id merchant-token selling-partner-id (seller) seller-ids (merchant) (verkäufer) (vendedor)"
    ),
    "application_id": "application-id app-id sp-api-application-id",
    "rate_limit": "x-amzn-rate-limit-limit rate-limit",
    "duration_ms": "duration-ms latency-ms elapsed-ms (duration) (latency) (elapsed) response-time-ms (took-ms)",
    "client": "user-agent (client) (sdk) http-user-agent",
    "level": "(level) (@l) (severity) (log-level) (lvl) (level-name)",
    "other": (
        "x-amz-apigw-id x-amzn-trace-id x-amz-rid x-amz-id-2 x-amz-cf-id trace-id span-id correlation-id "
        "x-correlation-id client-request-id x-ms-client-request-id x-ms-correlation-request-id submission-id feed-id "
        "report-id document-id feed-document-id report-document-id input-feed-document-id lambda-request-id "
        "function-request-id invocation-id reconcile-id error-index host-id s3-extended-request-id "
        "extended-request-id workload-id event-id shared-event-id inbound-plan-id shipment-id operation-id "
        "x-amzn-remapped-x-amz-apigw-id cf-ray"
    ),
}
LATE = frozenset({"detail", "description", "title", "desc"})  # names of a message that other things have as well
MASKED = re.compile(r"(?i)[x*#.\-_0•…]+$|.*(?:\.{3}|…|\*{3}|x{6}|<|>|\[|redact|mask|your[-_ ]|example_id)")  # fmt: skip
NO_ID = re.compile(r"(?i)(?:null|none|undefined|unknown|nil|n/a|true|false|requestid|string|uuid)$")
UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
TORN_UUID = re.compile(r"[0-9a-fA-F]{1,8}-(?:[0-9a-fA-F]{0,12}-?){1,4}$")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=-]*")
SELLER = re.compile(r"A[0-9A-Z]{7,14}")
OF_HEADER = re.compile(r"^http\.(?:request|response)\.header\.")  # before its name, in OpenTelemetry
SHORTEST_ID = 8  # characters; shorter ones are placeholders such as 1234


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling: the fact it gives, its rank among the names of that fact, and whether plain text may hold it."""

    fact: str
    rank: int
    anywhere: bool
    words: str


@cache
def names() -> dict[str, Name]:
    """Spelling without marks, lower-case -> Name."""
    table: dict[str, Name] = {}
    for fact, groups in NAMES.items():
        for rank, group in enumerate(groups.split("|")):
            for words in group.split():
                bare = words.strip("()")
                table.setdefault(squeeze(bare), Name(fact, rank, not words.startswith("("), bare))
    return table


@lru_cache(maxsize=8192)
def find_name(key: str) -> Name | None:
    """What a key of an object, header or column stands for, or None when we do not look for it."""
    return names().get(squeeze(key))


@lru_cache(maxsize=8192)
def squeeze(key: str) -> str:
    """The key in lower case, without accents and the blanks, dots and marks between its words."""
    key = OF_HEADER.sub("", key.lower())
    if not key.isascii():
        key = "".join(each for each in normalize("NFKD", key) if not combining(each))
    return re.sub(r"[^\w@]|_", "", key)


def good_id(value: str) -> str | None:
    """The ID when it is one support can look up; None when it is cut, masked or a placeholder. Glued words go."""
    value = value.strip().strip("\"'`,;")
    whole = UUID.match(value)
    if whole:
        return whole[0]
    if len(value) < SHORTEST_ID or is_hidden_id(value.rstrip("=")) or NO_ID.match(value) or not ID.fullmatch(value):
        return None
    return value if any(char.isdigit() for char in value) else None


def is_hidden_id(value: str) -> bool:
    """True when the value is an ID of which a part is cut off or masked."""
    return bool(value.strip("0") and (MASKED.match(value) or TORN_UUID.match(value)))


@lru_cache(maxsize=8192)
def known_marketplaces(value: str) -> str | None:
    """The marketplace IDs in a text, in its order, joined by commas; None when there is none."""
    found = dict.fromkeys(each for each in re.split(r"[^0-9A-Za-z]+", value) if find_marketplace(each))
    return ",".join(found) or None


def good_seller(value: str) -> str | None:
    """The seller ID, when the text is one and not a marketplace."""
    found = SELLER.fullmatch(value.strip())
    return found[0] if found and not find_marketplace(found[0]) else None
