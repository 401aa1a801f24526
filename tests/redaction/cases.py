"""Made-up texts: what must be gone after masking and what must still be there; no secrets: the text is unchanged."""

# ruff: noqa: E501, F541  a case is read in one line

import base64

A = "Atza|IwSampleMadeUp0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT"
R = "Atzr|IwSampleMadeUp9zY8xW7vU6tS5rQ4pO3nM2lK1jI0hG"
CS = "amzn1.oa2-cs.v1.00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
HEX = "00aa11bb22cc33dd44ee55ff66aa77bb88cc99dd00ee11ff22aa33bb44cc55dd"
KEY = "AKIASAMPLESAMPLE0042"
AWS = "madeUpSecret0/SampleKeyAbCdEfGhIjKlMnOp0"
RID = "11111111-2222-4333-8444-555555555555"
ORDER = "111-2223334-5556667"
SELLER = "A2SAMPLE00000X"
NAME, MAIL, PHONE = "Willa Testperson", "willa.t@shop.example.org", "+44 7700 900123"
ROAD = "14 Madeup Lane"


def _b64(text):
    return base64.b64encode(text.encode()).decode()


def _wrap(text, width, joint):
    return joint.join(text[at : at + width] for at in range(0, len(text), width))


def _dump(text):
    lines = []
    for at in range(0, len(text), 16):
        raw = text[at : at + 16].encode()
        lines.append(f"{at:08x}  {' '.join(f'{byte:02x}' for byte in raw):<48} |{raw.decode()}|")
    return "\n".join(lines)


CASES = [
    # headers and tokens
    ("header_upper", f"X-AMZ-ACCESS-TOKEN: {A}\nx-amzn-RequestId: {RID}", [A], [RID]),
    ("header_no_space", f"x-amz-access-token:{A}\r\nDate: Sat, 31 Oct 2020 09:44:43 GMT", [A], ["09:44:43 GMT"]),
    ("rdt", f"using Atz.sprdt|Sample0aB1cD2eF3gH rid {RID}", ["Sample0aB1cD2eF3gH"], [RID]),
    ("unknown_family", f"got Atnr|Sample0aB1cD2eF3gH for {SELLER}", ["Sample0aB1cD2eF3gH"], [SELLER]),
    (
        "bearer_in_prose",
        f"sent with Bearer abCD1234efGH5678ijKL, got 401 rid={RID}",
        ["abCD1234efGH5678ijKL"],
        ["401", RID],
    ),
    (
        "digest",
        'Authorization: Digest username="erp", response="aa00bb11cc22dd33ee44ff5566778899"',
        ["aa00bb11cc22dd33ee44ff5566778899"],
        [],
    ),
    ("api_key_pipe", f"x-api-key: qW12eR34tY56uI78oP90 | rid {RID}", ["qW12eR34tY56uI78oP90"], [RID]),
    ("proxy_auth", f"Proxy-Authorization: Basic {_b64('me:madeup-pass')}", [_b64("me:madeup-pass")], []),
    (
        "set_cookie",
        "Set-Cookie: ubid-main=135-1234567-7654321; Domain=.amazon.com; Path=/; Secure",
        ["135-1234567-7654321"],
        ["Domain=.amazon.com"],
    ),
    (
        "cookie_in_json",
        '{"cookie":"at-main=abc123def456; x-main=zz99yy88","status":403}',
        ["abc123def456", "zz99yy88"],
        ["403"],
    ),
    (
        "cookies_har",
        '{"cookies":[{"name":"session-token","value":"abcd1234efgh"}],"status":200}',
        ["abcd1234efgh"],
        ["200"],
    ),
    ("cookies_dict", "cookies={'session-id': 'abcd-1234-efgh', 'i18n-prefs': 'EURO99'} ok", ["abcd-1234-efgh"], ["ok"]),
    # encodings
    ("json_bar", f'{{"t":"Atza\\u007c{A[5:]}"}}', [A[5:]], []),
    ("double_percent", f"q=Atza%257C{A[5:]}&order={ORDER}", [A[5:]], [ORDER]),
    ("hex_bar", f"log Atza\\x7c{A[5:]} rid={RID}", [A[5:]], [RID]),
    ("entity_bar", f"<t>Atza&#124;{A[5:]}</t><RequestID>{RID}</RequestID>", [A[5:]], [RID]),
    ("quoted_printable", f"Atza=7C{A[5:]}", [A[5:]], []),
    ("markdown_bar", f"| token | Atza\\|{A[5:]} |", [A[5:]], []),
    ("full_width_bar", f"Ａｔｚａ｜{A[5:]}", [A[5:]], []),
    ("nul_between", "\0".join(f"token {A} end"), [A[5:]], []),
    ("zero_width", f"Atza|IwSample\u200bMadeUp0aB1cD2eF3 rid={RID}", ["MadeUp0aB1cD2eF3"], [RID]),
    ("ansi_inside", f"{A[:20]}\x1b[0m\x1b[33m{A[20:]} rid={RID}", [A[:20], A[20:]], [RID]),
    (
        "nginx_quotes",
        f'body="{{\\x22client_secret\\x22:\\x22{HEX}\\x22,\\x22seller\\x22:\\x22{SELLER}\\x22}}"',
        [HEX],
        [SELLER],
    ),
    (
        "html_quotes",
        f"{{&quot;refresh_token&quot;:&quot;plain0Token9Value&quot;,&quot;id&quot;:&quot;{RID}&quot;}}",
        ["plain0Token9Value"],
        [RID],
    ),
    (
        "json_deep",
        f'{{"a":"{{\\"b\\":\\"{{\\\\\\"client_secret\\\\\\":\\\\\\"{HEX}\\\\\\"}}\\",\\"rid\\":\\"{RID}\\"}}"}}',
        [HEX],
        [RID],
    ),
    ("csv_doubled_quotes", f'1,"{{""clientSecret"":""{HEX}"",""sellerId"":""{SELLER}""}}",200', [HEX], [SELLER]),
    ("ampersand_inside", f"POST password=ab%26cd%3Dsecret99&order={ORDER}", ["secret99", "ab%26cd"], [ORDER]),
    (
        "form_redirect",
        f"redirect=https%3A%2F%2Fapp%2Fcb%3Fspapi_oauth_code%3DANabcdefGHIJKL012345%26state%3D1&s={SELLER}",
        ["ANabcdefGHIJKL012345"],
        [SELLER],
    ),
    ("pct_mail", f"to=willa.t%2540shop.example.org&order={ORDER}", ["willa.t%2540shop"], [ORDER]),
    # wrapped
    ("wrap_76", _wrap(f'"access_token": "{A * 1}{R[5:]}abc0DEF1ghi2"', 60, "\n"), [R[12:30]], []),
    ("wrap_backslash", f"refresh_token={R[:24]}\\\n{R[24:]} \\\n  rid={RID}", [R[:24], R[24:]], [RID]),
    ("wrap_string_plus", f'"{A[:24]}"\n    + "{A[24:]}"', [A[:24], A[24:]], []),
    (
        "wrap_cri",
        f"2026-01-02T03:04:05.678Z stdout P tok {A[:24]}\n2026-01-02T03:04:05.679Z stdout F {A[24:]} rid={RID}",
        [A[:24], A[24:]],
        [RID],
    ),
    ("wrap_devtools", f"x-amz-access-token\n{A}\nx-amzn-requestid\n{RID}", [A], [RID]),
    ("wrap_next_key", f"x-api-key:\nqW12eR34tY56uI78oP90\nx-amzn-requestid:\n{RID}", ["qW12eR34tY56uI78oP90"], [RID]),
    # syntaxes
    ("python_dataclass", f"Cfg(lwa_client_secret='{HEX}', seller='{SELLER}')", [HEX], [SELLER]),
    ("python_bytes", f"body: b'client_secret={HEX}&x=1'", [HEX], ["x=1"]),
    ("ruby_hash", f'{{:client_secret=>"{HEX}", :seller_id=>"{SELLER}"}}', [HEX], [SELLER]),
    (
        "ruby_inspect",
        f'#<SpApi::Config client_secret="{HEX}", @refresh_token="abcDEF123456789">',
        [HEX, "abcDEF123456789"],
        [],
    ),
    ("go_struct", f"{{ClientSecret:{HEX} SellerID:{SELLER}}}", [HEX], [SELLER]),
    (
        "go_map",
        f"map[X-Amz-Access-Token:[{A}] X-Api-Key:[qW12eR34tY56uI78] X-Amzn-Requestid:[{RID}]]",
        [A, "qW12eR34tY56uI78"],
        [RID],
    ),
    ("rust_some", f'Config {{ client_secret: Some("{HEX}"), region: "eu" }}', [HEX], ["eu"]),
    ("erlang", f'[{{<<"client_secret">>,<<"{HEX}">>}},{{<<"rid">>,<<"{RID}">>}}]', [HEX], [RID]),
    (
        "csharp",
        f'new LwaCredentials {{ ClientSecret = "{HEX}", Endpoint = "https://api.amazon.com" }}',
        [HEX],
        ["https://api.amazon.com"],
    ),
    ("java_to_string", f"Cred{{clientSecret='{HEX}', sellerId='{SELLER}'}}", [HEX], [SELLER]),
    (
        "php_var_dump",
        f'["refresh_token"]=>\n  string(12) "qwE123rtY456"\n  ["seller"]=>\n  string(14) "{SELLER}"',
        ["qwE123rtY456"],
        [SELLER],
    ),
    ("php_print_r", f"[client_secret] => {HEX}\n    [sellerId] => {SELLER}", [HEX], [SELLER]),
    ("php_object", f'  private $clientSecret = "{HEX}";', [HEX], []),
    ("powershell", f"ClientSecret : {HEX}\nSellerId     : {SELLER}", [HEX], [SELLER]),
    (
        "yaml",
        f"lwa:\n  client_secret: {HEX}\n  refresh_token: >-\n    qwE123rtY456uiO789\nseller: {SELLER}",
        [HEX, "qwE123rtY456uiO789"],
        [SELLER],
    ),
    ("toml", f'client_secret = "{HEX}"\nseller = "{SELLER}"', [HEX], [SELLER]),
    (
        "xml_attribute",
        f'<add key="ClientSecret" value="{HEX}" /><add key="Seller" value="{SELLER}" />',
        [HEX],
        [SELLER],
    ),
    (
        "xml_cdata",
        f"<RefreshToken><![CDATA[qwE123rtY456]]></RefreshToken><SellerId>{SELLER}</SellerId>",
        ["qwE123rtY456"],
        [SELLER],
    ),
    ("xml_namespace", f'<ns2:ClientSecret xsi:type="xsd:string">{HEX}</ns2:ClientSecret>', [HEX], []),
    ("k8s_env", f"- name: LWA_CLIENT_SECRET\n  value: {HEX}\n- name: SELLER_ID\n  value: {SELLER}", [HEX], [SELLER]),
    (
        "ecs_env",
        f'{{"environment":[{{"value":"{HEX}","name":"CLIENT_SECRET"}},{{"name":"SELLER","value":"{SELLER}"}}]}}',
        [HEX],
        [SELLER],
    ),
    ("k8s_secret", f"kind: Secret\ndata:\n  refresh_token: {_b64(R)}\n", [_b64(R)], []),
    ("dotenv_export", f"export SP_API_CLIENT_SECRET='{HEX}'\nexport SELLER={SELLER}", [HEX], [SELLER]),
    ("set_windows", f"set LWA_SECRET={HEX}\nset SELLER={SELLER}", [HEX], [SELLER]),
    ("flag_space", f"sync --client-secret {HEX} --seller {SELLER}", [HEX], [SELLER]),
    ("curl_user", f"curl -u 'erp:m4deUp!pw' https://erp.example.com/o/{ORDER}", ["m4deUp!pw"], [ORDER]),
    ("curl_cookie", f"curl -b 'session-token=abcd1234efgh' https://x.example/{ORDER}", ["abcd1234efgh"], [ORDER]),
    ("curl_data", f"curl --data-urlencode 'client_secret={HEX}' -H 'x-id: {RID}'", [HEX], [RID]),
    (
        "multipart",
        f'--b\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\n{HEX}\r\n--b\r\nContent-Disposition: form-data; name="seller"\r\n\r\n{SELLER}\r\n',
        [HEX],
        [SELLER],
    ),
    (
        "sql_insert",
        f"INSERT INTO t (id, refresh_token, seller) VALUES (1, 'qwE123rtY456', '{SELLER}'), (2, 'zzE123rtY457', '{SELLER}');",
        ["qwE123rtY456", "zzE123rtY457"],
        [SELLER],
    ),
    ("sql_update", f"UPDATE creds SET client_secret = '{HEX}' WHERE seller = '{SELLER}'", [HEX], [SELLER]),
    (
        "sql_buyer",
        f"INSERT INTO `orders` (`id`,`buyer_name`,`ship_phone`) VALUES ('{ORDER}','{NAME}','{PHONE}')",
        [NAME, PHONE],
        [ORDER],
    ),
    (
        "json_columns",
        f'{{"columns":["order_id","buyer_email","ship_address_1"],"data":[["{ORDER}","{MAIL}","{ROAD}"]]}}',
        [MAIL, ROAD],
        [ORDER],
    ),
    (
        "markdown_table",
        f"| order-id | recipient-name | ship-phone |\n|---|---|---|\n| {ORDER} | {NAME} | {PHONE} |",
        [NAME, PHONE],
        [ORDER],
    ),
    (
        "psql_table",
        f" order_id | buyer_name | city\n----------+------------+-----\n {ORDER} | {NAME} | Berlin\n(1 row)",
        [NAME],
        [ORDER],
    ),
    (
        "fixed_width",
        f"ORDER ID             RECIPIENT NAME      PHONE NUMBER\n{ORDER}  {NAME}    020 7946 0123",
        [NAME, "020 7946 0123"],
        [ORDER],
    ),
    (
        "semicolon_csv",
        f'bestellnummer;empfänger;strasse;plz\n{ORDER};{NAME};"{ROAD}";12345',
        [NAME, ROAD, "12345"],
        [ORDER],
    ),
    (
        "quoted_csv",
        f'"order-id","buyer-name","buyer-phone-number"\n"{ORDER}","Testperson, Willa","{PHONE}"',
        ["Testperson, Willa", PHONE],
        [ORDER],
    ),
    ("cjk_csv", f"注文番号,購入者名,電話番号\n{ORDER},見本 花子,03-0000-1234", ["見本 花子", "03-0000-1234"], [ORDER]),
    # encoded
    (
        "base64_body",
        f"body={_b64('grant_type=refresh_token&refresh_token=' + R)} rid={RID}",
        [_b64("grant_type=refresh_token&refresh_token=" + R)[:60]],
        [RID],
    ),
    (
        "base64_mime",
        f"Content-Transfer-Encoding: base64\n\n{_wrap(_b64('client_secret=' + HEX + '&a=1'), 64, chr(10))}\n\nrid {RID}",
        [_b64("client_secret=" + HEX + "&a=1")[:64], _b64("client_secret=" + HEX + "&a=1")[64:]],
        [RID],
    ),
    ("base64_twice", _b64(_b64(f"refresh_token={R}")), [_b64(_b64(f"refresh_token={R}"))], []),
    (
        "base64_buyer",
        f'{{"payload":"{_b64(chr(123) + chr(34) + "BuyerEmail" + chr(34) + ":" + chr(34) + MAIL + chr(34) + chr(125))}"}}',
        ["QnV5ZXJFbWFpb"],
        [],
    ),
    ("gzip_base64", f"body H4sIAAAAAAAAA{'aB3dE6gH9' * 5}== rid {RID}", ["aB3dE6gH9aB3dE6gH9"], [RID]),
    ("hex_dump", _dump(f"x-amz-access-token: {A}"), [A[5:19]], []),
    (
        "label",
        f'{{"Label":{{"FileContents":{{"Contents":"{"JVBERi0x" * 12}","FileType":"application/pdf"}}}},"ShipmentId":"S00000001"}}',
        ["JVBERi0xJVBERi0x"],
        ["S00000001", "application/pdf"],
    ),
    # AWS
    (
        "aws_config",
        f"[default]\naws_access_key_id = {KEY}\naws_secret_access_key = {AWS}\nregion = eu-west-1",
        [KEY, AWS],
        ["eu-west-1"],
    ),
    (
        "aws_slash_escaped",
        f'{{"SecretAccessKey":"{AWS.replace("/", chr(92) + "/")}","Region":"us-east-1"}}',
        ["SampleKeyAbCdEfGhIjKl"],
        ["us-east-1"],
    ),
    (
        "canonical",
        f"AWS4-HMAC-SHA256 Credential={KEY}/20260102/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature={HEX}",
        [KEY, HEX],
        ["20260102/us-east-1"],
    ),
    (
        "signed_url",
        f"https://b.s3.amazonaws.com/amzn1.tortuga.4.na.{RID}.TSAMPLE?X-Amz-Date=20260102T030405Z&X-Amz-Expires=300&X-Amz-Signature={HEX}",
        [HEX],
        ["20260102T030405Z", "=300", f"amzn1.tortuga.4.na.{RID}.TSAMPLE"],
    ),
    (
        "azure_sas",
        f"https://x.blob.core.windows.net/c/f?sv=2022-11-02&sig=aB3%2FdE6gH9aB3dE6gH9aB3dE6gH9aB3dE6gH9%3D&se=2026-01-02",
        ["dE6gH9aB3dE6gH9"],
        ["se=2026-01-02"],
    ),
    (
        "connection_string",
        f"Server=db.example.net;User Id=sp;Password=m4deUp,pw;Database=orders;Order={ORDER}",
        ["m4deUp,pw"],
        ["db.example.net", ORDER],
    ),
    (
        "jdbc",
        f"jdbc:mysql://db.example.net:3306/sp?user=sp&password=m4deUpPw9&x={ORDER}",
        ["m4deUpPw9"],
        ["db.example.net:3306", ORDER],
    ),
    ("userinfo_at", f"amqp://guest:p%40ss0wd9@mq.example.net/ {ORDER}", ["p%40ss0wd9"], ["mq.example.net", ORDER]),
    (
        "pem_escaped",
        '{"private_key":"-----BEGIN RSA PRIVATE KEY-----\\nMIIMadeUpMadeUp00\\nMadeUpMore11==\\n-----END RSA PRIVATE KEY-----\\n"}',
        ["MIIMadeUpMadeUp00", "MadeUpMore11"],
        [],
    ),
    ("password_text", "db login sp password: tr0ub4dor&3x host=db-1", ["tr0ub4dor"], ["host=db-1"]),
    ("phrase_key", f"Client Secret: {HEX}\nRefresh Token = qwE123rtY456", [HEX, "qwE123rtY456"], []),
    (
        "mws",
        "MWSAuthToken=amzn.mws.0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0&Action=GetOrder",
        ["0f1e2d3c-4b5a"],
        ["GetOrder"],
    ),
    ("truncated", f'{{"refresh_token":"qwE123rtY456uiO789pA... rid={RID}', ["qwE123rtY456uiO789pA"], [RID]),
    ("duplicate_keys", '{"password":"first0One","password":"second1One"}', ["first0One", "second1One"], []),
    # people
    (
        "orders_v0",
        f'{{"BuyerInfo":{{"BuyerEmail":"{MAIL}","BuyerName":"{NAME}","BuyerTaxInfo":{{"CompanyLegalName":"Sample GmbH","TaxClassifications":[{{"Name":"VATNumber","Value":"DE000111222"}}]}}}},"AmazonOrderId":"{ORDER}"}}',
        [MAIL, NAME, "Sample GmbH", "DE000111222"],
        [ORDER],
    ),
    (
        "address_object",
        f'{{"deliveryAddress":{{"name":"{NAME}","addressLine1":"{ROAD}","city":"Sampleton","postalCode":"SA1 2MP","countryCode":"GB"}},"orderId":"{ORDER}"}}',
        [NAME, ROAD, "SA1 2MP"],
        ["GB", ORDER],
    ),
    (
        "bare_name_beside_phone",
        f'{{"name":"{NAME}","phone":"02079460123","orderId":"{ORDER}"}}',
        [NAME, "02079460123"],
        [ORDER],
    ),
    (
        "yaml_address",
        f"shippingAddress:\n  name: {NAME}\n  addressLine1: {ROAD}\n  postalCode: SA1 2MP\norderId: {ORDER}",
        [NAME, ROAD, "SA1 2MP"],
        [ORDER],
    ),
    (
        "xml_address",
        f"<ShipTo><Name>{NAME}</Name><Line1>{ROAD}</Line1></ShipTo><OrderId>{ORDER}</OrderId>",
        [NAME, ROAD],
        [ORDER],
    ),
    (
        "python_repr_address",
        f"Address(name='{NAME}', address_line1='{ROAD}', postal_code='SA1 2MP') order {ORDER}",
        [NAME, ROAD, "SA1 2MP"],
        [ORDER],
    ),
    (
        "java_address",
        f"Address{{name={NAME}, addressLine1={ROAD}, phone={PHONE}}} order={ORDER}",
        [NAME, ROAD, PHONE],
        [ORDER],
    ),
    (
        "php_address",
        f"[ShippingAddress] => Array ( [Name] => {NAME} [AddressLine1] => {ROAD} [Phone] => {PHONE} ) [Id] => {ORDER}",
        [NAME, ROAD, PHONE],
        [ORDER],
    ),
    (
        "query_address",
        f"ShippingAddress.Name=Willa+Testperson&ShippingAddress.Phone=%2B447700900123&OrderId={ORDER}",
        ["Willa+Testperson", "447700900123"],
        [ORDER],
    ),
    ("logfmt", f'recipient_name="{NAME}" ship_zip=12345 order={ORDER} status=500', [NAME, "12345"], [ORDER, "500"]),
    ("bare_name", f"buyer_name={NAME} order={ORDER}", [NAME], [ORDER]),
    ("sequence_people", f"('BuyerName', '{NAME}'), ('OrderId', '{ORDER}')", [NAME], [ORDER]),
    ("gift", f'{{"GiftMessageText":"Happy birthday dear Willa","SellerSKU":"SKU-1"}}', ["Happy birthday"], ["SKU-1"]),
    ("geo_query", f"GET /locate?lat=52.520008&lng=13.404954&order={ORDER}", ["52.520008", "13.404954"], [ORDER]),
    ("geo_array", f'{{"coordinates":[13.404954,52.520008],"orderId":"{ORDER}"}}', ["13.404954", "52.520008"], [ORDER]),
    ("ip_forwarded", f"X-Forwarded-For: 203.0.113.77, 10.0.0.5 rid={RID}", ["203.0.113.77"], ["10.0.0.5", RID]),
    ("ip_v6", f"remote 2001:db8:85a3::8a2e:370:7334 rid={RID}", ["2001:db8:85a3"], [RID]),
    (
        "access_log",
        f'198.51.100.77 - - [02/Jan/2026:03:04:05 +0000] "GET /orders/v0/orders/{ORDER} HTTP/1.1" 403 12',
        ["198.51.100.77"],
        [ORDER, "403", "02/Jan/2026:03:04:05 +0000"],
    ),
    (
        "relay",
        f"mail to a1b2c3d4e5+{RID}@marketplace.amazon.de about {ORDER}",
        ["a1b2c3d4e5", "marketplace.amazon.de"],
        [ORDER],
    ),
    ("card_spaced", f"paid with 4111 1111 1111 1111 for {ORDER}", ["4111 1111 1111 1111"], [ORDER]),
    ("card_amex", f"pan 3782-822463-10005 order {ORDER}", ["3782-822463-10005"], [ORDER]),
    ("ssn", f"ssn 078-05-1120 order {ORDER}", ["078-05-1120"], [ORDER]),
    ("cnpj", f"CNPJ 11.222.333/0001-81 pedido {ORDER}", ["11.222.333/0001-81"], [ORDER]),
    ("iban", f"IBAN DE89 3704 0044 0532 0130 00 order {ORDER}", ["DE89 3704 0044 0532 0130 00"], [ORDER]),
    (
        "phone_formats",
        f"tel. 030 12345678, 06-1234-5678, +81-3-1234-5678, 01 23 45 67 89 for {ORDER}",
        ["030 12345678", "06-1234-5678", "+81-3-1234-5678", "01 23 45 67 89"],
        [ORDER],
    ),
    (
        "prose_repeats",
        f'{{"BuyerName":"{NAME}","note":"call {NAME} again, {NAME.upper()} is away","id":"{ORDER}"}}',
        [NAME, NAME.upper()],
        [ORDER],
    ),
    (
        "escaped_repeats",
        '{"BuyerName":"見本 陽子です","note":"\\u898b\\u672c \\u967d\\u5b50\\u3067\\u3059 called"}',
        ["見本 陽子です", "\\u898b\\u672c"],
        ["called"],
    ),
    ("driver_note", f"Driver note: {NAME} was not at home, order {ORDER}", [NAME], [ORDER]),
    ("dear", f"Dear {NAME}, your order {ORDER} is late", [NAME], [ORDER]),
    # languages
    (
        "ja",
        f"お届け先氏名：見本 花子 郵便番号：100-0001 電話番号：03-0000-1234 住所：東京都見本区例1-2-3 注文番号：{ORDER}",
        ["見本 花子", "100-0001", "03-0000-1234", "東京都見本区例1-2-3"],
        [ORDER],
    ),
    (
        "ja_json",
        f'{{"購入者名":"見本 花子","メールアドレス":"{MAIL}","注文番号":"{ORDER}"}}',
        ["見本 花子", MAIL],
        [ORDER],
    ),
    (
        "zh",
        f"收货人：王样本，手机号：13800001234，收货地址：上海市样本区例子路5号，订单号：{ORDER}",
        ["王样本", "13800001234", "上海市样本区例子路5号"],
        [ORDER],
    ),
    ("zh_tw", f"收貨人姓名: 林樣本 聯絡電話: 0912-345-678 訂單: {ORDER}", ["林樣本", "0912-345-678"], [ORDER]),
    (
        "de",
        f"Empfänger: {NAME}, Straße: Beispielweg 12, PLZ: 12345, Telefon: 030 1234567, Bestellnummer: {ORDER}",
        [NAME, "Beispielweg 12", "12345", "030 1234567"],
        [ORDER],
    ),
    (
        "fr",
        f"Nom de l'acheteur : {NAME}\nAdresse de livraison : 12 rue Exemple\nCode postal : 75001\nCommande : {ORDER}",
        [NAME, "12 rue Exemple", "75001"],
        [ORDER],
    ),
    (
        "it",
        f"destinatario={NAME}; indirizzo=Via Esempio 12; cap=00100; telefono=06 1234567; ordine={ORDER}",
        [NAME, "Via Esempio 12", "00100", "06 1234567"],
        [ORDER],
    ),
    (
        "es",
        f'{{"nombreDestinatario":"{NAME}","direccion":"Calle Ejemplo 12","codigoPostal":"28001","telefono":"912345678","pedido":"{ORDER}"}}',
        [NAME, "Calle Ejemplo 12", "28001", "912345678"],
        [ORDER],
    ),
    # nothing to mask
    ("no_page_token", '{"nextToken":"eyJtYXJrZXIiOiJzYW1wbGUiLCJsaW1pdCI6NTB9","payload":[]}', [], []),
    ("no_token_words", "token bucket is empty; tokens=3; token_type: bearer; max_tokens=100", [], []),
    ("no_prose", "The client secret is missing. Refresh token: expired. Password: required", [], []),
    (
        "no_env",
        'client_secret: ${CLIENT_SECRET}, password: process.env.PASSWORD, token: "{{token}}", secret=$SECRET',
        [],
        [],
    ),
    ("no_masked", "access_token=*** client_secret=<redacted> refresh_token=[REDACTED] password=xxxx", [], []),
    (
        "no_ids",
        f"order {ORDER} asin B0SAMPLE01 sku AB-12-XY fnsku X000SAMPLE tracking 1Z999AA10123456784 TBA000111222333",
        [],
        [],
    ),
    ("no_documents", f"reportId 50012345678901 doc amzn1.spdoc.1.4.eu.{RID}.T1SAMPLE2.5600 feed 12345678901", [], []),
    ("no_app", f"amzn1.sp.solution.{RID} amzn1.application-oa2-client.00112233445566778899aabbccddeeff", [], []),
    (
        "no_times",
        "2026-01-02T03:04:05.678+02:00 1767322800123 20260102T030405Z 02/Jan/2026:03:04:05 +0000 03:04:05,678",
        [],
        [],
    ),
    ("no_versions", "python/3.11.7.0 agent 10.0.19045.3803 v2.9.1.0 release 1.2.3.4 node-18.19.0", [], []),
    ("no_private_ip", "listening on 127.0.0.1:8080, pod 10.244.3.17, gateway 192.168.1.254", [], []),
    ("no_hashes", 'md5 d41d8cd98f00b204e9800998ecf8427e etag "33a64df551425fcc55e4d42a148795d9f25f89d4"', [], []),
    (
        "no_code_names",
        "at com.sample.PasswordResetService.reset(PasswordResetService.java:42) AccessTokenProvider::get",
        [],
        [],
    ),
    (
        "no_names",
        '{"name":"getOrders","hostname":"w-1","fileName":"a.csv","carrierName":"UPS","marketplaceName":"Amazon.fr"}',
        [],
        [],
    ),
    (
        "no_error",
        '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided has expired."}]}',
        [],
        [],
    ),
    ("no_arn", "arn:aws:secretsmanager:eu-west-1:000000000000:secret:prod/spapi-AbCdEf", [], []),
    ("no_chinese", f"订单 {ORDER} 状态 已发货 错误 429 请求ID {RID} 卖家 {SELLER}", [], []),
    ("no_japanese", f"注文番号 {ORDER} リクエストID {RID} でエラー 503 が発生", [], []),
    ("no_numbers", "gtin 04006381333931 qty 12 price 1299.95 weight 0.5312 rate 0.0167 burst 20", [], []),
    (
        "no_headers",
        f"x-amzn-RequestId: {RID}\nx-amz-apigw-id: AbCdEfGhIjKlMn0=\nx-amzn-RateLimit-Limit: 0.0167\nX-Amzn-Trace-Id: Root=1-00000000-000000000000000000000000",
        [],
        [],
    ),
    (
        "no_url",
        "GET https://sellingpartnerapi-eu.amazon.com/orders/v0/orders?MarketplaceIds=A1PA6795UKMFR9&CreatedAfter=2026-01-02 200",
        [],
        [],
    ),
    ("no_csv", "order-id,sku,asin,quantity-purchased,currency\n111-2223334-5556667,AB-1,B0SAMPLE01,2,EUR", [], []),
    ("no_operation_table", "operation   calls   errors\ngetOrders   1200    14\ngetReport   12      0", [], []),
    (
        "no_placeholders",
        'token [lwa_access_token#1] mail [buyer_email#2] buyer_name=[buyer_name#1] {"phone":"[phone#3]"}',
        [],
        [],
    ),
    (
        "no_grant",
        "grant_type=refresh_token&scope=sellingpartnerapi::notifications&client_id=amzn1.application-oa2-client.00112233445566778899aabbccddeeff",
        [],
        [],
    ),
    (
        "no_company_words",
        "buyer: cancelled; recipient: none; customer=null; address: 0.0.0.0:8080; location: us-east-1",
        [],
        [],
    ),
    (
        "no_email_words",
        "email: disabled; from: queue to: worker; user@localhost; @amzn/sp-api@1.2.3; git@github.com:a/b.git",
        [],
        [],
    ),
    ("no_code", '{"code":"QuotaExceeded","statusCode":429,"errorCode":"InvalidInput","countryCode":"DE"}', [], []),
]
