"""The sentences in which clients tell of an answer; named groups are facts. One line here teaches a new one."""

from http import HTTPStatus

from casekit.reading.fields import UUID
from casekit.reading.form import ENDED, FAILING, FOREIGN, THROWN, UNREACHED, Sentences, sentence

METHOD = r"(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD)"
URL = r"(?P<url>https?://[^\s`'\"<>]+)"

REASONS = "|".join([*(each.phrase for each in HTTPStatus if each.value >= 400), "Gateway Time-out", "Request Entity Too Large", "Payload Too Large", "Service Temporarily Unavailable"])  # fmt: skip  # noqa: E501, PLR2004

SPOKEN = ((403, "Unauthorized"), *((each.value, each.phrase) for each in HTTPStatus if each.value >= 400), (413, "Request Entity Too Large"), (413, "Payload Too Large"), (422, "Unprocessable Entity"), (500, "Server Error"), (503, "Service Temporarily Unavailable"), (504, "Gateway Time-?out"))  # fmt: skip  # noqa: E501, PLR2004
REASONED = "|".join(rf"{status}(?=(?: | ?[:–-] ?| ?\()(?i:{phrase})\b)" for status, phrase in SPOKEN)

MERE = "ReasonPhrase|RequestI[dD]|Forbidden|Unauthorized|BadRequest|InternalServerError|TooManyRequests|BadGateway|GatewayTimeout|MethodNotAllowed"  # names of mere statuses  # noqa: E501 a pattern or a table row

SENTENCES = Sentences((
    # boto3 and botocore
    sentence("when calling the", r"An error occurred \((?P<error_code>[^)\n]{1,80})\) when calling the (?P<operation>\w+) operation(?: \([^)]*\))?: (?P<error_message>[^\n\"]*)", 0),  # noqa: E501 a pattern or a table row
    sentence("An error occurred (", r"An error occurred \((?P<status>[1-5]\d\d)\) when calling", 1),
    sentence("A client error (", r"A client error \((?P<error_code>[^)\n]{1,80})\) occurred(?: when calling the (?P<operation>\w+) operation)?: (?P<error_message>[^\n\"]*)", 0),  # noqa: E501 a pattern or a table row
    # AWS SDK for Go, second and first generation
    sentence("https response error", r"operation error [^:\n]{1,60}: (?P<operation>\w+), .{0,80}?https response error StatusCode: (?P<status>\d{3}), RequestID: (?P<request_id>[\w-]*)(?:, HostID: [^,\n]*)?,? (?:api error )?(?P<error_code>\w+): (?P<error_message>[^\n]*)", 0),  # noqa: E501 a pattern or a table row
    sentence("request id:", r"(?P<error_code>(?!Error\b)[A-Z]\w{3,60}): (?![A-Z][a-z]+[A-Z]\w{3,60}: )(?P<error_message>[^\n\"]{3,600}?)(?:\\n|\n)?(?:\\t|\s)+status code: (?P<status>\d{3}), request id: (?P<request_id>[\w-]+)", 0),  # noqa: E501 a pattern or a table row
    sentence("not authorized to perform:", r"not authorized to perform: (?P<operation>[\w-]+:\w+)", 3),
    # Ruby: the AWS SDK, Peddler
    sentence("::Errors::", r"\b\w+(?:::\w+){0,2}::Errors::(?P<error_code>\w+)(?:[: ]+\(?(?P<error_message>[^\n)]{3,400}))?", 3),  # noqa: E501 a pattern or a table row
    sentence("::Errors::", r": (?P<error_message>[^\n()]{6,300}) \((?:\w+::){1,3}Errors::\w+\)", 3),
    sentence("retries] ", r"\[Aws::\w+::Client (?P<status>\d{3}) [\d.]+ \d+ retries\] (?P<operation>\w+)", 2),
    # AWS SDK for Java
    sentence("(Service:", r"(?:(?m:^)(?!\S*Exception: )|Exception: )(?P<error_message>[^\n:(]{2,400}?[^\n(]{0,400}?) \(Service: [^;,\n]{1,60}[;,] Status Code: (?P<status>\d{3})[;,](?: Error Code: (?P<error_code>[^;\n]{1,80});)? Request ID: (?P<request_id>[\w-]+)", 0),  # noqa: E501 a pattern or a table row
    sentence("(Service:", r"(?P<exception>(?<![\w.$])(?:[\w$]{1,60}\.){1,12}\w{0,60}Exception): [^\n(]{1,400} \(Service:", 3),  # noqa: E501 a pattern or a table row
    # Guzzle and other PHP clients
    sentence('Error executing "', r"Error executing \"(?P<operation>\w+)\" on ", 2),
    sentence("resulted in a", rf"(?:Client|Server) error: `?{METHOD} (?P<url>https?://[^\s`]+)`? resulted in a `?(?P<status>\d{{3}})", 0),  # noqa: E501 a pattern or a table row
    sentence("(truncated...)", r"\"code\": ?\"(?P<error_code>\w+)\"", 4),
    sentence("Exception when calling", r"Exception when calling (?P<skip>[\w\\]+)->(?P<operation>\w+)", 2),
    sentence("[", r"\[(?<![^\s\"'`]\[)(?<!UTC \[)(?<!GMT \[)(?<!rocess \[)(?P<status>[1-5]\d\d)\]\s*(?=[\x01{<A-Z(]|$)(?!(?:LOG|DETAIL|HINT|STATEMENT|FATAL|INFO|DEBUG|TRACE|NOTICE|WARN(?:ING)?)\b|(?<=\d \[\d\d\d\] )ERROR\b)", 2),  # noqa: E501 a pattern or a table row
    sentence("Error communicating", rf"Error communicating with {URL}", 2),
    # Python requests, urllib, httpx
    sentence(" Error: ", rf"(?P<error_message>(?P<status>[45]\d\d) (?:Client|Server) Error: [^\n]*? for url: {URL})", 2),  # noqa: E501 a pattern or a table row
    sentence(" Error: ", r"(?P<error_message>(?P<status>[45]\d\d) (?:Client|Server) Error: [^\n]+)", 3),
    sentence("error '", rf"(?P<error_message>(?:Client|Server) error '(?P<status>\d{{3}}) [^'\n]*' for url '{URL})", 2),
    sentence("HTTP Error", r"(?P<error_message>HTTP Error (?P<status>\d{3}): [^\n]+)", 3),
    sentence(" http", r"<(?P<status>[45]\d\d) (?P<url>https?://[^\s>]+)>", 2),  # Scrapy
    sentence("with url: /", r"with url: (?P<url>/[^\s\"']*)", 4),
    sentence("<Response [", r"<Response \[(?P<status>[1-5]\d\d)\]>", 2),
    sentence("connection broken by", r"connection broken by [^\n]{1,600}: (?P<url>/\S+)$", 2),
    # Google's client for Python
    sentence("<HttpError ", rf"<HttpError (?P<status>\d{{3}}) when requesting {URL} returned \"(?P<error_message>[^\"\n]+)", 1),  # noqa: E501 a pattern or a table row
    # Node
    sentence("status code", r"(?P<error_message>Request failed with status code (?P<status>\d{3}))", 3),
    # Ruby
    sentence("Actual(", r"Expected\([^)]*\) <=> Actual\((?P<status>\d{3})", 1),
    # .NET
    sentence("remote server returned", r"(?P<error_message>The remote server returned an error: \((?P<status>\d{3})\)[^\n\".]*\.?)", 2),  # noqa: E501 a pattern or a table row
    sentence("does not indicate success", r"(?P<error_message>Response status code does not indicate success: (?P<status>\d{3})[^\n]*)", 2),  # noqa: E501 a pattern or a table row
    # Java's Feign and OkHttp
    sentence("] during [", rf"\[(?P<status>[1-5]\d\d)[^\]\n]*\] during \[{METHOD}\] to \[(?P<url>[^\]\s]+)\]", 1),
    sentence("<-- ", r"<-- (?:HTTP )?(?P<status>[1-5]\d\d)\b(?: (?P<url>https?://\S+))?", 1),
    # headers whose line ends were lost
    sentence("GMT", r"(?<=[a-zA-Z0-9=])Date: (?P<date>\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT)(?=[A-Za-z])", 1),
    # HTTP itself, and prose about it
    sentence(FAILING, rf"(?<![\w.\-])(?P<status>{REASONED})", 3),
    sentence(": ", rf" (?<=[45]\d\d )(?:{REASONS}): (?P<error_message>[^\n{{\[\x01]{{8,600}})", 6),
    sentence(FAILING, r"(?i)(?:exception|error)\w*: \(?(?P<status>[45]\d\d)(?:\)|,|:)", 3),
    sentence(FAILING, r"(?i)\b(?:failed|error|rejected|denied|response|resp|reply|answer|result) ?[:=] ?(?P<status>[45]\d\d)\b(?=\s*(?:[\x01{<\[\"'\-]|(?m:$)))", 3),  # noqa: E501 a pattern or a table row
    sentence("\n", r"(?m:^)[ \t]*(?P<status>[1-5]\d\d)[ \t]*(?m:$)(?=\n\s*\x01)", 3),
    sentence(FAILING, r"(?:>(?<=[=-]>)(?<![\]\"'][=-]>)(?<![\]\"'] [=-]>)|→) ?(?:HTTP )?(?P<status>[45]\d\d)\b(?=:?\s*[\x01{<])", 3),  # noqa: E501 a pattern or a table row
    sentence("\x01", r"(?m:^)[ \t]*(?P<status>[1-5]\d\d)[ \t]?[:|–-]?[ \t]+(?=\x01)", 3),
    sentence("rror: [", r"Error: \[(?P<status>[45]\d\d)\] (?P<error_message>[A-Z][^\n{\[\x01]{5,300})", 4),
    sentence("awaiting response", r"(?P<to_come>awaiting response)\.\.\.\s+(?:HTTP/[\d.]+ )?(?P<status>[1-5]\d\d)", 2),
    sentence(" error", r"(?<![\w.,-])(?<!ix )(?<!ixes )(?<!ixed )(?<!andle )(?P<status>[45]\d\d) error\b", 5),
    sentence("ncoming", r"\b[Ii]ncoming(?: \w+)? ?[:=] ?(?P<status>[1-5]\d\d)\b(?=\s*(?:[\x01{<\[]|(?m:$)))", 3),
    sentence("esponse", r"\b[Rr]esponse ?[:=] ?(?P<status>[1-3]\d\d)\b(?=\s*(?:[\x01{<\[]|(?m:$)))", 3),
    sentence("HTTP/", r"HTTP/\d(?:\.\d)?[\"']?\s+(?P<status>[1-5]\d\d)(?!\d)", 1),
    sentence('" ', r"HTTP/\d(?:\.\d)?\" (?P<status>[1-5]\d\d) (?:\d+|-)", 1),
    sentence(" OK", r"(?m:^)\s*(?P<status>20\d) OK\s*(?m:$)", 3),
    sentence("40", r"^\s*(?P<status>40\d)(?:\s+[A-Z][a-z]+(?: [A-Z][a-z]+)*)?[:.]?\s*$".replace("^", "(?m:^)").replace("$", "(?m:$)"), 3),  # noqa: E501 a pattern or a table row
    sentence(FAILING, r"(?i)(?:\bget(?:ting)?|\bgot|\btimes|(?<=[\w)] )(?-i:return)|\breturn(?:s|ed|ing)|\bretorna|\bdev(?:uelv|olv)\w+|\brenvoie|\banswers?|\bliefert|\breceiv\w+|\bwith|\ba|\ban|\bthe|\bhttp|\berror|\bfail(?:s|ed|ing)?|\bstatus)\s+(?:an? |the |with |http |error |code |of )*`?(?P<status>[45]\d\d)`?(?= (?:response|error|status|code|from|on|for|when|with|and|in|bad|forbidden|unauthorized|too|internal|service|not found|since|as|after|while|even|but|always|again|now|although|though|because|if|until|instead|constantly|randomly|today|all|every|each|only|sometimes|intermittently|occasionally|when|whenever|at|this|that|still|already|just|back|there|here|without|or|then|unless|desde|seit|depuis|zurück|hoy|heute|para|für|pour|immediately|during|before|x-am\w+|GET|POST|PUT|PATCH|DELETE)\b|[,.:)]|\s?[\x01{<(\"]|\s*(?m:$))", 5),  # noqa: E501 a pattern or a table row
    sentence("HTTP", r"\bHTTP:? (?:(?:error|status|code)[: ]{1,2})?(?P<status>[1-5]\d\d)\b(?! ?(?:ms|\w+s)\b(?![=:]))", 2),  # noqa: E501 a pattern or a table row
    sentence("code", r"(?i)\b(?:status|response|http)[ _-]?(?:status[ _-]?)?code\s*(?!={2,3}\s)(?:is|was|of|[:=>]+|)\s*[\"'(\[]?(?P<status>[1-5]\d\d)\b", 1),  # noqa: E501 a pattern or a table row
    sentence("Code() ", r"\.get(?:Status)?Code\(\) ?[:=] ?(?P<status>[1-5]\d\d)\b", 2),
    sentence("code=", r"(?<![\w-])code=(?P<status>[1-5]\d\d)\b", 3),
    sentence("[HTTP ", r"\[HTTP (?P<status>[1-5]\d\d)\] (?P<error_message>[^\n]+)", 1),
    sentence("(", r"(?i)\b(?:throttled|failed|rejected|denied|error|forbidden|response|status)\s*\((?P<status>[45]\d\d)\)", 4),  # noqa: E501 a pattern or a table row
    sentence("(", rf"(?:{REASONS}) \((?P<status>[45]\d\d)\)", 4),
    sentence("ed ", r"\b(?:responded|answered|replied) (?:with )?(?P<status>[1-5]\d\d)\b", 2),
    sentence("tatus", r"\b(?<!--)(?<!exit )(?<!exited with )(?<!SET )(?<!set )(?<!WHERE )(?<!AND )[Ss]tatus(?! ?={2})(?:[ :=]+|(?: code)? (?:is|was):? )(?P<status>[1-5]\d\d)\b(?!/[A-Z])", 2),  # noqa: E501 a pattern or a table row
    sentence(FOREIGN, r"(?:状态码|狀態碼|ステータス(?:コード)?|상태 ?코드|[Кк]од (?:состояния|ответа|статуса)|[Сс]татус|[Cc]ódigo de (?:estado|status|respuesta))(?:是|为|為|は)? ?[=:] ?(?P<status>[1-5]\d\d)\b", 1),  # noqa: E501 a pattern or a table row
    sentence(FOREIGN, r"(?:卖家(?:编号|ID)|賣家編號|セラーID|出品者ID) ?[=:] ?(?P<seller_id>A[0-9A-Z]{9,14})", 1),
    sentence(FOREIGN, r"(?:请求 ?(?:ID|编号)|請求 ?(?:ID|編號)|リクエスト ?ID) ?[=:] ?(?P<request_id>[\w-]+)", 1),
    sentence(FOREIGN, r"(?:时间|時間|時刻|日時) ?[=:] ?(?P<stamp>[^\n]{8,40})", 1),
    sentence(FOREIGN, r"(?:错误信息|錯誤訊息|エラーメッセージ) ?[=:] ?(?P<error_message>[^\n]+)", 1),
    # reports and feeds that came to nothing
    sentence(ENDED, r"(?i:processingStatus|report|feed)\b[^\n]{0,80}?(?<![\w])(?P<failed>FATAL|CANCELLED)\b", 1),
    sentence(FAILING, r"(?m:^)[ \t]*(?P<status>[45]\d\d) - (?P<error_code>(?:[A-Z][a-z]+){1,6})(?= - |: | ?\")(?: - \"(?P<error_message>[^\"\n]+)\")?", 3),  # noqa: E501 a pattern or a table row
    sentence(FAILING, r"<(?P<status>[45]\d\d) [A-Z_]{2,40}(?: [A-Z][\w ]*)?,", 2),  # Spring's ResponseEntity
    sentence(FAILING, rf"(?P<request_id>{UUID.pattern})[\"'`]? ?(?:->|=>|→) ?(?P<status>[45]\d\d)(?!\d)", 3),
    sentence("rror | ", r"\| [Ee]rror \| (?P<error_code>(?:[A-Z][a-z]+){2,6}) \|", 4),
    sentence("and error message", r"[45]\d\d and error message:? (?P<error_message>[^\n{\[\x01]{6,400})", 3),  # Airbyte
    sentence(FAILING, rf"\((?P<status>[45]\d\d)\): (?:{REASONS})\b", 4),  # Power Query
    sentence(FAILING, r"(?m:^)\[(?P<status>[45]\d\d)\] (?!GET|POST|PUT|PATCH|DELETE|HEAD)(?P<error_message>[A-Z][^\n{\[\x01\":]{7,300})(?m:$)", 5),  # noqa: E501 a pattern or a table row
    sentence(FAILING, rf"(?<!\d)[45]\d\d \((?P<request_id>{UUID.pattern})\)", 4),
    # Java's clients, in a stack trace
    sentence("Api.java:", r"Api\.(?P<known_operation>[a-z]\w{3,60}?)(?:WithHttpInfo|ValidateBeforeCall|Call|Async)?\(\w+Api\.java:\d", 6),  # noqa: E501 a pattern or a table row
    sentence(FAILING, r"\b[Rr]esponse (?P<status>[45]\d\d)(?m:$)", 4),
    sentence(FAILING, r"\"(?P<status>[45]\d\d) (?P<url>https?://[^\s\"]+)\"", 2),  # Symfony
    sentence("response headers after", r"response headers after [\d.]+ms - (?P<status>[1-5]\d\d)\b", 2),  # .NET
    sentence(FAILING, r"(?:Exception|Error) ?[(\[](?:code )?(?P<status>[45]\d\d)[)\]]", 4),
    sentence("HTTP", r"\bHTTP(?P<status>[45]\d\d): ", 3),
    sentence(FAILING, r": (?P<status>[45]\d\d)(?=\s*\x01)", 5),
    sentence(UNREACHED, r"(?P<error_message>(?P<client_error>Idle timeout reached|Operation timed out after \d+ milliseconds)[^\n\"]{0,40} for \"(?P<url>https?://[^\"\n]+)\")", 2),  # noqa: E501 a pattern or a table row
    # gRPC
    sentence("rpc error: code = ", r"rpc error: code = (?P<error_code>\w+) desc = (?P<error_message>[^\n\"]+)", 1),
    # Stripe
    sentence("(Request req_", r"\(Request (?P<request_id>req_\w{8,})\)", 1),
    # curl's own options
    sentence("curl ", rf"\bcurl\b[^\n]{{0,200}}? (?:-X|--request)[ =]?[\"']?{METHOD}\b", 3),
    sentence("req_", r"Request (?P<request_id>req_\w{8,}): (?P<error_message>[^\n]+)", 1),
    # a status and, behind it, the name of the error, as `503 ServiceUnavailable`; names of mere statuses are none
    sentence(FAILING, rf"(?<![\w./:-])(?P<status>[45]\d\d)(?:[ :-]{{1,3}}| with | \()(?!{MERE})(?P<error_code>[A-Z][a-z]+(?:[A-Z][a-z]+){{1,5}})\b(?<!Error)(?<!Exception)(?<!Server)(?<!Date)(?<!Headers)(?!::|\(|=)", 3),  # noqa: E501 a pattern or a table row
    sentence(FAILING, r"(?<![\w./:-])[45]\d\d[ :-]{1,3}[A-Z][a-z]+(?:[A-Z][a-z]+){1,5}(?<!Error)(?<!Exception)(?<!Server)(?<!Date)(?<!Headers)(?:: |:? \")(?P<error_message>[^\n{\[\x01\"]{6,300}?)(?=\"|[,;]?\s+\(?(?:[\w-]+[=:]|[Rr]equest ?[Ii][Dd]\b)|\s*(?m:$))", 5),  # noqa: E501 a pattern or a table row
    # and the name with its status in brackets behind it
    sentence("(", rf"\b(?!{MERE})(?P<error_code>[A-Z][a-z]+(?:[A-Z][a-z]+){{1,5}})(?<!Error)(?<!Exception) \((?P<status>[45]\d\d)\)(?:: \"?(?P<error_message>[^\n{{\[\x01\"]{{6,300}}))?", 4),  # noqa: E501 a pattern or a table row
    # the message behind the request that failed
    sentence(FAILING, r"(?:GET|POST|PUT|PATCH|DELETE) \S+: (?P<error_message>[A-Z][^\n{\[\x01\"]{8,300})", 6),
    sentence(FAILING, r"[EeFf](?:rr(?:o|eur|ore)|ehler) (?P<status>[45]\d\d)\b", 5),
    sentence("Reason: ", r"\((?P<status>[1-5]\d\d)\)\s*\nReason: ", 1),
    sentence("\x01", r"(?<![\w\x01])\x01+\n?[ \t(]*(?P<status>[1-5]\d\d)\)?[ \t]*(?m:$)", 4),  # curl -w
    sentence("equest", r"equest(?<=[Rr]equest)[ -]?[Ii][Dd]s?\W{1,4}[0-9a-fA-F-]{36}\W? (?:(?:at|on|@) |\()(?P<stamp>\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)", 6),  # noqa: E501 a pattern or a table row
    sentence("Timeout: ", r"(?m:^)(?P<exception>(?:\w{1,60}\.){1,6}\w{0,60}Timeout): (?P<error_message>[^\n]{3,600})", 5),  # noqa: E501 a pattern or a table row
    sentence("URL('", r"\bURL\('(?P<url>https?://[^']+)'\)", 3),  # aiohttp
    sentence("hrottled: ", r"hrottled: (?P<status>429|503)\b", 4),
    sentence(FOREIGN, r"(?<!\d)(?P<status>[45]\d\d) ?(?:エラー|错误|錯誤|报错)", 4),
    sentence("ailed: ", r"ailed: (?P<status>4(?:0[0-9]|1[0-8]|2[29])|50[0-4]) (?=[A-Z])", 4),
    sentence("Code: ", r"\bStatus ?Code: [A-Z]\w+ \((?P<status>[1-5]\d\d)\)", 1),
    sentence("rror: ", r"(?m:^)[ \t*>•-]*(?:[\w-]+ ){0,2}[Ee]rror(?: message)?: `?(?P<error_code>[A-Z][a-z]+(?:[A-Z][a-z]+){1,5}|[A-Z]+(?:_[A-Z]+)+)(?<!Error)(?<!Exception)`? ?(?:-|–|:) (?P<error_message>[^\n{\[\x01]{6,600})", 4),  # noqa: E501 a pattern or a table row
    sentence("返回", r"返回(?:了)?(?:状态码|错误)? ?(?:HTTP ?)?(?P<status>[45]\d\d)(?!\d)", 4),
    sentence("(x-amzn-RequestId)", r"(?P<request_id>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}) \(x-amzn-RequestId\)", 2),  # noqa: E501 a pattern or a table row
    sentence(FAILING, rf"(?<![\w-])(?:[Rr]eq(?:uest)?|[Cc]all|[Aa]ttempt) [(\"'`]?(?P<request_id>{UUID.pattern})(?![\w-])", 6),  # noqa: E501 a pattern or a table row
    # Azurite, where it tells of a request: the ID behind the time is that of the answer
    sentence("RequestMethod=", rf"(?m:^)\S+Z (?P<request_id>{UUID.pattern}) [a-z]+: \w+: RequestMethod=", 6),
    # go-swagger's clients
    sentence("][", rf"\[{METHOD} (?P<url>/[^\]\s]*)\]\[(?P<status>[1-5]\d\d)\]", 1),
    # an OAuth error on a line of its own
    sentence("rror", r"(?m:^)[ \t>*-]*[Ee]rror ?[:=] ?(?P<error_code>[a-z]+(?:_[a-z]+)+)[ \t]*(?m:$)", 4),
    # request routers
    sentence(' "', r" (?P<status>[1-5]\d\d) (?:[1-5]\d\d|-) \d+ \d+ \"(?:GET|POST|PUT|PATCH|DELETE|HEAD) ", 2),
    sentence("haproxy", r"\[(?P<stamp>\d\d/[A-Z][a-z]{2}/\d{4}:[\d:.]+)\] \S+ \S+ [-+\d/]+ (?P<status>[1-5]\d\d) ", 2),
    sentence("heroku[router]", r"Error (?P<error_code>H\d\d) \((?P<error_message>[^)]+)\)", 1),
    # Microsoft's sign-in: its Trace ID is what its support calls the request ID
    sentence("AADSTS", r"(?P<error_message>AADSTS\d+: [^\n\"]*?)(?:\.? ?(?:\\r\\n|\r?\n)?(?=Trace ID)|[\"\n]|$)", 2),
    sentence("AADSTS", r"(?P<error_code>AADSTS\d+): ", 4),
    sentence("AADSTS", r"Message: (?P<error_code>AADSTS\d+): (?P<error_message>[^\n\"]+)", 0),
    sentence("AADSTS", r"Trace ID: (?P<request_id>[\w-]{36})", 3),
    sentence("AADSTS", r"Timestamp: (?P<stamp>\d{4}-\d\d-\d\d[ T][\d:.]+Z)", 3),
    # exceptions, at the beginning of a line: the type and, behind a colon, the message
    sentence(THROWN, r"(?:(?m:^)|(?<=ERROR )|(?<=\dZ )|(?<=\] )|(?<= - )|(?<=\t))(?:Uncaught |Caught |Exception in thread \"[^\"]*\" |Unhandled exception\. |Caused by: |\[\w+\] ?)?(?P<exception>(?:[A-Za-z_][\w$]{0,60}(?:[.\\]|::)){0,12}(?:[A-Z]\w{0,80}?)?(?:Exception|Error|Fault))(?: \[\w+\])?(?: \([^)\n]{1,80}\))?: (?!\(<|\S+ [\x01{]|[45]\d\d(?: [A-Z]\w+){0,4}\s*(?m:$))(?P<error_message>[^\n{\[]{3,600})", 5),  # noqa: E501 a pattern or a table row
    sentence("   at ", r"(?P<error_message>(?m:^)(?!\s*\d{4}[-/])\"?[^\n\"]{12,300}\"?(?=\n\s+at [\w.`]+\())(?P<exception>)", 6),  # noqa: E501 a pattern or a table row
    # no answer at all
    sentence(UNREACHED, r"(?P<client_error>getaddrinfo \w+|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EPIPE|socket hang up|Could not resolve host|Name or service not known|Temporary failure in name resolution|Connection refused|Connection reset by peer|Connection aborted|ConnectTimeout\w*|ReadTimeout\w*|Read timed out|connect timed out|UnknownHostException|SocketTimeoutException|SSLHandshakeException|SSLCertVerificationError|CERTIFICATE_VERIFY_FAILED|cURL error \d+|curl: \(\d+\)|Max retries exceeded|context deadline exceeded|no such host|i/o timeout|The operation has timed out|No such host is known)", 4),  # noqa: E501 a pattern or a table row
    sentence("curl: (", r"(?P<error_message>curl: \(\d+\) [^\n]+)", 2),
    sentence("cURL error", r"(?P<error_message>cURL error \d+: [^\n(]+)", 2),
))  # fmt: skip
