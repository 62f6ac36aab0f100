# tests/end_to_end/clients/checks.py
#
# What the Python clients share: checks by name, a look into picture files, a receiver of webhooks.
#
# Used by   *.py beside it, which tests/end_to_end/clients.sh runs
# Needs     $REVERIE_URL, $REVERIE_KEY; $REVERIE_PICTURE, a PNG of 64x64
import base64
import http.server
import os
import queue
import struct
import sys
import threading
import time
import traceback
import urllib.request

url = os.environ["REVERIE_URL"]
key = os.environ["REVERIE_KEY"]
picture_file = os.environ["REVERIE_PICTURE"]
with open(picture_file, "rb") as file:
    picture = file.read()
picture_uri = "data:image/png;base64," + base64.b64encode(picture).decode()

# The rule-based planner makes three pictures of it.
group_prompt = "A character sheet of a robot: front view, side view, and back view"


def check(body):
    """Runs a check as it is defined; the first that fails ends the client."""
    name = body.__name__.replace("_", " ")
    try:
        body()
    except Exception:
        print(f"FAILED {name}")
        traceback.print_exc(file=sys.stdout)
        sys.exit(1)
    print(f"ok {name}", flush=True)


def kind_of(data):
    """"jpeg 2048x2048", from the file's own bytes."""
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png %dx%d" % struct.unpack(">II", data[16:24])
    assert data[:2] == b"\xff\xd8", "neither JPEG nor PNG"
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2:at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5:at + 9])
            return f"jpeg {width}x{height}"
        at += 2 + length
    raise AssertionError("a JPEG without a frame")


def kind_at(address):
    """Loads a picture without a key, as a browser would."""
    with urllib.request.urlopen(address) as reply:
        kind = kind_of(reply.read())
        assert reply.headers["content-type"] == "image/" + kind.split(" ")[0]
    return kind


def error_of(kind, call):
    """The error that `call` raises, which must be of this kind."""
    try:
        answer = call()
    except kind as error:
        return error
    raise AssertionError(f"it was answered: {answer}")


def eventually(body):
    """Runs `body` until it answers something; at most 60 s."""
    end = time.monotonic() + 60
    while not (answer := body()):
        assert time.monotonic() < end, "nothing came in 60 s"
        time.sleep(0.2)
    return answer


class Receiver:
    """A server on loopback: GET is answered with the picture, and POSTs are kept for next()."""

    def __init__(self):
        posts = self.posts = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.end_headers()
                self.wfile.write(picture)

            def do_POST(self):
                posts.put((self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/here"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self):
        return self.posts.get(timeout=60)
