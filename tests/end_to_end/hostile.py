"""tests/end_to_end/hostile.py

Sends the list of hostile_requests.py to a real server, one after the other, while a hundred connections hold
unfinished requests. Then: the server lives, drew a true picture, grew by little, and logged no fault of its own.

Used by   hostile.sh
"""

import gzip
import http.server
import json
import os
import socket
import sys
import threading
import time

from hostile_requests import Aims, all_hostile, form, small_png
from support.quick_server import QuickServer, read_reply

SLOW_CLIENTS = 100
HEADER_SECONDS = 15  # http_server.h: header_timeout
GROWTH_LIMIT_BYTES = 600 << 20  # the largest body of the list is 42 MB, and the model is loaded meanwhile


class Canary(http.server.BaseHTTPRequestHandler):
    """Counts who comes; the redirector sends them on to it."""
    canary_port = 0
    hits = []

    def do_GET(self):
        self.hits.append((self.server.server_port, self.path))
        aims = {"/to-loopback": f"http://127.0.0.1:{self.canary_port}/", "/to-file": "file:///etc/passwd",
                "/to-name": f"http://localhost:{self.canary_port}/", "/to-itself": "/to-itself",
                "/to-metadata": "http://169.254.169.254/latest/meta-data/"}
        if self.path in aims:
            self.send_response(302)
            self.send_header("Location", aims[self.path])
            self.end_headers()
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            self.send_without_end()
        else:
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(gzip.compress(bytes(64 << 20)))

    do_POST = do_GET

    def send_without_end(self):
        try:
            while True:
                self.wfile.write(bytes(1 << 20))
        except OSError:
            pass  # hung up on, as it should be

    def log_message(self, *_):
        pass


def listen():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_port


def bearer(key):
    return {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}


def prepare(server, canary, redirector):
    """Two accounts and what the first of them owns."""
    key = server.make_key("owner")[1]
    revoked_id, revoked_key = server.make_key("gone")
    server.revoke_key(revoked_id)
    status, _, body = server.ask("POST", "/v1/images/generations",
                                 {"model": "quick", "prompt": "a red car", "size": "1K", "response_format": "url"},
                                 bearer(key))
    assert status == 200, body
    picture = json.loads(body)["data"][0]["url"].removeprefix(server.base)
    job = json.loads(server.ask("GET", "/api/jobs", headers=bearer(key))[2])["jobs"][0]["id"]
    ticket = json.loads(server.ask("POST", "/fal/storage/upload/initiate", {}, bearer(key))[2])["upload_url"]
    aims = Aims(port=server.port, canary=canary, redirector=redirector, key=key,
                other_key=server.make_key("other")[1], revoked_key=revoked_key,
                poor_key=server.make_key("poor", "--credits", "0")[1], job=job, upload="", picture=picture,
                ticket=ticket.removeprefix(server.base), url_secret=(server.data / "url_secret").read_bytes().strip())
    status, reply = server.send_raw(form(aims, "/v1/files", (b'name="content"; filename="../../a.png"', small_png())))
    assert status == 201, reply
    aims.upload = json.loads(reply.split(b"\r\n\r\n", 1)[1])["id"]
    return aims


def fault_of(hostile, status, reply):
    """What is wrong with the answer, or nothing."""
    answers = reply.count(b"HTTP/1.1 ")
    if answers != 1:
        return f"{answers} answers"
    if status != hostile.status:
        return f"status {status}, expected {hostile.status}: {reply[-300:]!r}"
    if hostile.says.encode() not in reply:
        return f"expected {hostile.says!r} in {reply[-300:]!r}"
    return None


def main():
    canary, allowed = listen(), listen()
    Canary.canary_port = canary
    server = QuickServer(os.environ["WORK"], "--keys", "required", "--allow-address", f"127.0.0.1:{allowed}")
    server.start()
    faults = []
    try:
        aims = prepare(server, canary, f"http://127.0.0.1:{allowed}")
        # Accepted, since names are looked up when the time comes; what is then found may not be asked.
        late = server.ask("POST", "/v1/models/bytedance/seedream-4/predictions",
                          {"input": {"prompt": "x", "size": "1K"}, "webhook": f"http://localhost:{canary}/"},
                          bearer(aims.key))
        assert late[0] in (201, 202), late
        slow = [socket.create_connection(("127.0.0.1", server.port), timeout=60) for _ in range(SLOW_CLIENTS)]
        begun = time.monotonic()
        for wire in slow:
            wire.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\nA: ")
        before = server.resident_bytes()
        hostiles = all_hostile(aims)
        for hostile in hostiles:
            fault = fault_of(hostile, *server.send_raw(hostile.request))
            if fault:
                faults.append(f"{hostile.name}: {fault}")
        for wire in slow:
            with wire:
                status = read_reply(wire)[0]
                if status != 408:
                    faults.append(f"an unfinished request: status {status}, expected 408")
        assert time.monotonic() - begun >= HEADER_SECONDS - 1

        if any(port == canary for port, _ in Canary.hits):
            faults.append(f"something that may not be reached was: {Canary.hits}")
        if not any(path == "/to-loopback" for _, path in Canary.hits):
            faults.append("no redirect was followed: the list proves nothing about them")
        if "is not a public address" not in server.log_text():
            faults.append("the webhook to a name of loopback was not refused")
        if "internal id=" in server.log_text():
            faults.append("the log tells of a fault of the server's own")
        growth = server.resident_bytes() - before
        if growth > GROWTH_LIMIT_BYTES:
            faults.append(f"the process grew by {growth >> 20} MiB")
        if server.ask("GET", "/healthz")[0] != 200:
            faults.append("healthz")
        status, _, body = server.ask("POST", "/v1/images/generations",
                                     {"model": "quick", "prompt": "a cat", "size": "1K", "response_format": "url"},
                                     bearer(aims.key))
        file = server.ask("GET", json.loads(body)["data"][0]["url"].removeprefix(server.base))
        if status != 200 or not file[2].startswith(b"\xff\xd8\xff"):
            faults.append(f"no picture afterwards: {status}")
        if server.stop() != 0:
            faults.append("the server did not stop well")
    finally:
        if server.process.poll() is None:
            server.kill()
    for fault in faults:
        print("hostile.py:", fault, file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"hostile.sh: {len(hostiles)} requests refused, the process grew by {growth >> 20} MiB; all good")


if __name__ == "__main__":
    main()
