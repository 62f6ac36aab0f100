"""tests/end_to_end/hostile_requests.py

The list: what strangers may send, and the one right answer to each. Requests are bytes, since no HTTP library
would send most of them.

Used by   hostile.py
Traps     A status alone proves little, for much is refused with 400: `says` names the rule that must have
          refused. Addresses are aimed at a port where hostile.py listens and counts.
"""

import base64
import dataclasses
import hashlib
import hmac
import json
import struct
import time
import zlib

MIB = 1 << 20


@dataclasses.dataclass
class Hostile:
    name: str
    request: bytes
    status: int
    says: str


@dataclasses.dataclass
class Aims:
    """What the requests need to know of the server that they are sent to."""
    port: int            # of the server
    canary: int          # a port of loopback that nothing may reach
    redirector: str      # "http://127.0.0.1:PORT", which the operator has allowed
    key: str
    other_key: str       # of another account
    revoked_key: str
    poor_key: str        # without credits
    job: str             # of the first account, as is all that follows
    upload: str
    picture: str         # "/files/...?expires=...&signature=..."
    ticket: str          # "/fal/storage/ID?account=...&expires=...&signature=..."
    url_secret: bytes


def http(aims, method, target, headers="", body=b"", key=None):
    if isinstance(body, str):
        body = body.encode()
    length = f"Content-Length: {len(body)}\r\n" if body or method in ("POST", "PUT") else ""
    head = (f"{method} {target} HTTP/1.1\r\nHost: 127.0.0.1:{aims.port}\r\nConnection: close\r\n"
            f"Authorization: Bearer {key or aims.key}\r\n{length}{headers}\r\n")
    return head.encode("latin-1") + body


def draw(aims, key=None, headers="", **fields):
    body = {"model": "quick", "prompt": "a red car", "size": "1K", "response_format": "url"} | fields
    return http(aims, "POST", "/v1/images/generations", headers, json.dumps(body), key)


def form(aims, target, *parts, boundary="b"):
    body = b"".join(b"--b\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + data + b"\r\n"
                    for head, data in parts) + b"--b--\r\n"
    return http(aims, "POST", target, f"Content-Type: multipart/form-data; boundary={boundary}\r\n", body)


def png(width, height, data):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(data, 9))
            + chunk(b"IEND", b""))


def small_png(side=16):
    return png(side, side, (b"\0" + bytes(3 * side)) * side)


def data_uri(data, kind="image/png"):
    return f"data:{kind};base64," + base64.b64encode(data).decode()


def addresses(aims):
    """Server-side request forgery: reference pictures by address."""
    not_public, no_address = "is not a public address", "expected an http or https address"
    port = aims.canary
    for name, url, says in (
            ("loopback", f"http://127.0.0.1:{port}/", not_public),
            ("another loopback", f"http://127.9.9.9:{port}/", not_public),
            ("a name that is loopback", f"http://localhost:{port}/", not_public),
            ("the same in other letters", f"http://LOCALhost:{port}/", not_public),
            ("the unspecified address", f"http://0.0.0.0:{port}/", not_public),
            ("a decimal number", f"http://2130706433:{port}/", "host is a number"),
            ("octal", f"http://0177.0.0.1:{port}/", "host is a number"),
            ("hex", f"http://0x7f000001:{port}/", "host is a number"),
            ("a short form", f"http://127.1:{port}/", "host is a number"),
            ("digits of another script", f"http://\u2460\u2461\u2466.0.0.1:{port}/", "a character other than"),
            ("IPv6 loopback", f"http://[::1]:{port}/", not_public),
            ("IPv4 mapped into IPv6", f"http://[::ffff:127.0.0.1]:{port}/", not_public),
            ("the same in hex", f"http://[::ffff:7f00:1]:{port}/", not_public),
            ("a zone", f"http://[fe80::1%25lo]:{port}/", "something other than an IPv6 address"),
            ("6to4", f"http://[2002:7f00:1::]:{port}/", not_public),
            ("NAT64", f"http://[64:ff9b::7f00:1]:{port}/", not_public),
            ("the cloud's metadata", "http://169.254.169.254/latest/meta-data/", not_public),
            ("a private network", "http://10.0.0.1/", not_public),
            ("a mail server's port", "http://93.184.216.34:25/", "expected port 80"),
            ("a file", "file:///etc/passwd", no_address),
            ("gopher", f"gopher://127.0.0.1:{port}/_GET", no_address),
            ("credentials", f"http://user:secret@127.0.0.1:{port}/", "user name"),
            ("a host as user name", f"http://example.com@127.0.0.1:{port}/", "user name"),
            ("a backslash", f"http://127.0.0.1:{port}\\@example.com/", "backslash"),
            ("a line break", f"http://127.0.0.1:{port}/\r\nX: y", "control character"),
            ("a redirect to loopback", f"{aims.redirector}/to-loopback", not_public),
            ("a redirect to a name", f"{aims.redirector}/to-name", not_public),
            ("a redirect to the metadata", f"{aims.redirector}/to-metadata", not_public),
            ("a redirect to a file", f"{aims.redirector}/to-file", no_address),
            ("redirects without end", f"{aims.redirector}/to-itself", "redirects more than"),
            ("a file without end", f"{aims.redirector}/endless", "expected at most"),
            ("bytes that unfold", f"{aims.redirector}/gzip", "is not a picture"),
            ("our own address", f"http://127.0.0.1:{aims.port}/api/jobs", "there is no file")):
        yield Hostile("address: " + name, draw(aims, image=url), 400, says)
    for name, url in (("loopback", f"http://127.0.0.1:{port}/"), ("metadata", "http://169.254.169.254/")):
        yield Hostile(f"webhook: {name}", http(aims, "POST", "/v1/models/bytedance/seedream-4/predictions",
                                              body=json.dumps({"input": {"prompt": "x"}, "webhook": url})),
                      422, "is not a public address")
    yield Hostile("proxy: a target that is not ours",
                  http(aims, "GET", "/fal/proxy", f"X-Fal-Target-Url: https://127.0.0.1:{port}/\r\n"), 412,
                  "expected fal.run")
    yield Hostile("proxy: another host in the request line",
                  http(aims, "GET", f"http://127.0.0.1:{port}/latest/meta-data/"), 404, "nothing at /latest")


def pictures(aims):
    whole = small_png(64)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
    for name, uri, says in (
            ("2.5 gigapixels declared", data_uri(png(50_000, 50_000, b"")), "pixels"),
            ("sides beyond 31 bits", data_uri(png(0x7fffffff, 1, b"")), "picture"),
            ("no pixels", data_uri(png(0, 0, b"")), "picture"),
            ("36 megapixels in 30 kB, cut short", data_uri(png(6000, 6000, bytes(30 * MIB))), "picture"),
            ("cut short", data_uri(whole[:-20]), "damaged or cut short"),
            ("broken pixels", data_uri(png(64, 64, b"\xff" * 100)), "picture"),
            ("an SVG that names a file", data_uri(svg, "image/svg+xml"), "is not a picture we read"),
            ("not a picture", data_uri(b"MZ" + bytes(100)), "is not a picture we read"),
            ("another type", data_uri(b"alert(1)", "text/html"), "another type"),
            ("broken base64", "data:image/png;base64,iVBOR*", "base64"),
            ("31 MiB in a data URI", data_uri(bytes(31 * MIB)), "more than the 31457280 allowed")):
        yield Hostile("picture: " + name, draw(aims, image=uri), 400, says)
    yield Hostile("picture: 15 references", draw(aims, image=[data_uri(whole)] * 15), 400, "14")
    for name, part in (("HTML for a picture", (b'name="file"; filename="a.png"', b"<script>alert(1)</script>")),
                       ("a file name with NUL", (b'name="file"; filename="a\0.png"', whole)),
                       ("no file", (b'name="other"', whole))):
        yield Hostile("upload: " + name, form(aims, "/api/uploads", part), 400, "")
    yield Hostile("upload: 65 parts", form(aims, "/api/uploads", *[(b'name="a"', b"")] * 65), 400, "64")
    yield Hostile("upload: a boundary that never comes",
                  form(aims, "/api/uploads", (b'name="file"; filename="a"', whole), boundary="other"), 400, "")


def paths(aims):
    signed = aims.picture.split("?", 1)[1]
    for name, target, status, says in (
            ("dots", f"/files/../reverie.db?{signed}", 404, "nothing at"),
            ("dots in disguise", f"/files/%2e%2e%2freverie.db?{signed}", 403, "signature"),
            ("an encoded slash", f"/files/..%2f..%2fetc%2fpasswd?{signed}", 403, "signature"),
            ("dots twice in disguise", f"/files/%252e%252e%252freverie.db?{signed}", 403, "signature"),
            ("NUL", f"/files/a%00.png?{signed}", 400, "%01..%FF"),
            ("no hex digits", "/files/%zz", 400, "%01..%FF"),
            ("an empty segment", "//etc/passwd", 404, "nothing at"),
            ("a folder of ours", "/v1/files/../../reverie.db", 404, ""),
            ("an upload's id with dots", "/v1/files/..%2f..%2freverie.db", 404, "no file")):
        yield Hostile("path: " + name, http(aims, "GET", target), status, says)
    yield Hostile("path: dots in a ticket's id", http(aims, "PUT", "/fal/storage/..%2fx", body=b"x"), 404, "")


def oversized(aims):
    deep = "[" * 100_000 + "]" * 100_000
    head = "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
    yield Hostile("size: a header", (head + "A: " + "x" * 40_000 + "\r\n\r\n").encode(), 431, "at most")
    yield Hostile("size: 200 headers", (head + "A: b\r\n" * 200 + "\r\n").encode(), 431, "at most")
    yield Hostile("size: the address", http(aims, "GET", "/" + "a" * 9000), 414, "at most")
    yield Hostile("size: the method", http(aims, "A" * 100, "/"), 400, "method")
    yield Hostile("size: a terabyte announced",
                  (head.replace("GET", "POST") + f"Content-Length: {1 << 40}\r\n\r\n").encode(), 413, "at most")
    yield Hostile("size: a chunk of a terabyte",
                  (head.replace("GET", "POST") + "Transfer-Encoding: chunked\r\n\r\n10000000000\r\n").encode(), 413,
                  "at most")
    for name, body, says in (
            ("nested lists", '{"model": "quick", "prompt": ' + deep + "}", "deeper than 64"),
            ("5 million values", '{"a": [' + "0," * 5_000_001 + "0]}", "more than 5000000 values"),
            ("a key twice", '{"prompt": "a", "prompt": "b"}', "twice"),
            ("a number beyond all", '{"model": "quick", "prompt": "a", "seed": 1e400}', ""),
            ("bytes that are not UTF-8", b'{"model": "quick", "prompt": "\xff\xfe"}', "JSON"),
            ("no JSON", "<xml/>", "JSON"), ("a list for an object", "[]", "object"), ("nothing", "", "")):
        yield Hostile("body: " + name, http(aims, "POST", "/v1/images/generations", body=body), 400, says)
    for name, fields, says in (
            ("a prompt of 33,000 bytes", {"prompt": "a" * 33_000}, "32000"),
            ("a blank prompt", {"prompt": " \n"}, "empty"),
            ("a picture of 10 gigapixels", {"size": "100000x100000"}, ""),
            ("a size beyond 64 bits", {"size": "99999999999999999999x1"}, ""),
            ("a hundred pictures", {"n": 100}, "10"), ("minus one picture", {"n": -1}, ""),
            ("a model that is a path", {"model": "../../models/mini"}, "model")):
        status = 404 if "model" in fields else 400
        yield Hostile("field: " + name, draw(aims, **fields), status, says)
    yield Hostile("size: an idempotency key", draw(aims, headers="Idempotency-Key: " + "k" * 256 + "\r\n"), 400,
                  "255")


def smuggled(aims):
    """What two servers might read as two different requests. Exactly one answer may come, and no second."""
    second = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
    post = "POST /v1/images/generations HTTP/1.1\r\nHost: h\r\n"
    chunked = post + "Transfer-Encoding: chunked\r\n\r\n"
    for name, text, status, says in (
            ("two lengths", post + "Content-Length: 0\r\nContent-Length: 40\r\n\r\n", 400, "expected one"),
            ("a list of lengths", post + "Content-Length: 0, 40\r\n\r\n", 400, "number of bytes"),
            ("a signed length", post + "Content-Length: +0\r\n\r\n", 400, "number of bytes"),
            ("a length and chunks", post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
             "both"),
            ("two codings", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501, "chunked"),
            ("a coding like chunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 501, "chunked"),
            ("a blank before the colon", post + "Content-Length : 40\r\n\r\n", 400, "Name: value"),
            ("a folded header", post + "A: b\r\n Content-Length: 40\r\n\r\n", 400, "continued"),
            ("a bare line feed", post + "A: b\nContent-Length: 40\r\n\r\n", 400, "LF alone"),
            ("a control character", post + "A: b\0\r\nContent-Length: 0\r\n\r\n", 400, "control character"),
            ("a chunk size with 0x", chunked + "0x0\r\n\r\n", 400, "hex digits"),
            ("a chunk size with a blank", chunked + " 0\r\n\r\n", 400, "hex digits"),
            ("a chunk size below zero", chunked + "-1\r\n\r\n", 400, "hex digits"),
            ("a chunk size beyond 64 bits", chunked + "1" + "0" * 16 + "\r\n\r\n", 400, "hex digits"),
            ("a chunk without its end", chunked + "1\r\nab\r\n0\r\n\r\n", 400, "CR LF"),
            ("a line feed after a chunk size", chunked + "0\n\n", 400, "CR LF"),
            ("no host", "GET /healthz HTTP/1.1\r\n\r\n", 400, "Host"),
            ("two hosts", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "expected one"),
            ("a host with a path", "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", 400, "host name"),
            ("HTTP/2 in the clear", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "HTTP/1.1"),
            ("a tunnel", "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: h\r\n\r\n", 400, "request target"),
            ("an expectation", "GET /healthz HTTP/1.1\r\nHost: h\r\nExpect: x\r\n\r\n", 417, "100-continue"),
            ("TLS to a plain port", "\x16\x03\x01\x02\x00\x01\r\n", 400, "TLS")):
        yield Hostile("smuggled: " + name, (text + second).encode("latin-1"), status, says)


def signatures(aims):
    file, query = aims.picture.split("?", 1)
    expires, signature = (part.split("=")[1] for part in query.split("&"))
    name = file.rsplit("/", 1)[1]

    def signed(text, until):
        return hmac.new(aims.url_secret, f"{text}\n{until}".encode(), hashlib.sha256).hexdigest()

    past = int(time.time()) - 1
    for what, target, says in (
            ("expired, truly signed", f"{file}?expires={past}&signature={signed(name, past)}", "expired"),
            ("signed for no time", f"{file}?expires=soon&signature={signed(name, 'soon')}", "no valid time"),
            ("a time of one's own", f"{file}?expires={int(expires) + 9}&signature={signature}", "signature"),
            ("one bit", f"{file}?expires={expires}&signature={int(signature, 16) ^ 1:064x}", "signature"),
            ("another file", f"/files/{'0' * 64}.jpeg?{query}", "signature"),
            ("another ending", f"{file.replace('.jpeg', '.html')}?{query}", "signature"),
            ("none", file, "signature"), ("an empty one", f"{file}?expires={expires}&signature=", "signature")):
        yield Hostile("signature: " + what, http(aims, "GET", target), 403, says)
    yield Hostile("signature: a ticket for another file",
                  http(aims, "PUT", aims.ticket.replace(aims.ticket[13:21], "00000000"), body=small_png()), 403,
                  "signature")
    yield Hostile("signature: a ticket for another account",
                  http(aims, "PUT", aims.ticket.replace("account=", "account=0"), body=small_png()), 403,
                  "signature")


def accounts(aims):
    other = aims.other_key
    for name, method, target in (
            ("job", "GET", f"/api/jobs/{aims.job}"), ("events", "GET", f"/api/jobs/{aims.job}/events"),
            ("job, cancelled", "POST", f"/api/jobs/{aims.job}/cancel"),
            ("job, again", "POST", f"/api/jobs/{aims.job}/regenerate"),
            ("job, by apiframe", "GET", f"/v2/jobs/{aims.job}"),
            ("job, by Replicate", "GET", f"/v1/predictions/{aims.job}"),
            ("job, by Oxen", "GET", f"/api/ai/queue/{aims.job}"),
            ("job, by fal", "GET", f"/fal-ai/bytedance/requests/{aims.job}/status"),
            ("upload", "GET", f"/v1/files/{aims.upload}"),
            ("upload, removed", "DELETE", f"/v1/files/{aims.upload}")):
        yield Hostile("another account's " + name, http(aims, method, target, key=other), 404, "")
    yield Hostile("another account's upload as a reference", draw(aims, other, image=aims.upload), 400, "image")
    for name, key in (("revoked", aims.revoked_key), ("unknown", "rvk_" + "A" * 43), ("a blank", " "),
                      ("a quote", "' OR 1=1 --")):
        yield Hostile("key: " + name, draw(aims, key), 401, "key")
    yield Hostile("key: in the query",
                  f"GET /v1/models?key={aims.key} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n".encode(), 401,
                  "key")
    yield Hostile("key: without credits", draw(aims, aims.poor_key), 429, "credits")


def all_hostile(aims):
    return [hostile for family in (addresses, pictures, paths, oversized, smuggled, signatures, accounts)
            for hostile in family(aims)]
