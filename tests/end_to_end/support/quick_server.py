"""tests/end_to_end/support/quick_server.py

A real `reverie serve` for tests of everything around the drawing: the tiny golden model with random weights,
told to draw 128 x 128 and enlarge, which takes a fraction of a second and takes references. Python's own
library is enough.

Used by   hostile.py, kills.py beside this folder, scripts/schema_fuzz.sh
Needs     $REVERIE, the program or its launcher
"""

import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
MODEL = "quick"
WITHOUT_REFERENCES = "plain"  # the same model, saying that it was trained without any
START_SECONDS = 30


def make_models(folder):
    """The folder of model folders, as REVERIE_MODELS wants it."""
    for name, more in ((MODEL, {}), (WITHOUT_REFERENCES, {"references": "none"})):
        model = folder / name
        if model.exists():
            continue
        shutil.copytree(ROOT / "tests/golden/klein_tiny", model)
        settings = json.loads((model / "reverie.json").read_text())
        settings.update(steps=1, native_pixels=128 * 128, **more)
        (model / "reverie.json").write_text(json.dumps(settings))
    return folder


class QuickServer:
    """One data folder, served by one process after the other."""

    def __init__(self, work, *options):
        self.work = pathlib.Path(work)
        self.data = self.work / "data"
        self.log = self.work / "server.log"
        self.options = options
        self.process = None
        self.port = 0
        self.environment = dict(os.environ, REVERIE_DATA=str(self.data),
                                REVERIE_MODELS=str(make_models(self.work / "models")))

    def _command(self, *arguments):
        return [os.environ["REVERIE"], *arguments]

    def start(self):
        """Serves on a free port; on the same one again after a kill."""
        out = open(self.work / "out", "w+", encoding="utf-8")
        with open(self.log, "a", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                self._command("serve", "--model", MODEL, "--listen", f"127.0.0.1:{self.port}", *self.options),
                stdout=out, stderr=log, env=self.environment)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            out.seek(0)
            first = out.readline()
            if first.startswith("Reverie listens on ") and first.endswith("\n"):
                self.port = int(first.rsplit(":", 1)[1])
                return
            time.sleep(0.02)
        raise RuntimeError("the server did not become ready:\n" + self.log_text()[-2000:])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Ends it as an operator would; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def log_text(self):
        return self.log.read_text(encoding="utf-8", errors="replace")

    def make_key(self, name, *options):
        """(id, secret) of a new key."""
        made = subprocess.run(self._command("keys", "create", name, "--json", *options), check=True,
                              capture_output=True, env=self.environment)
        report = json.loads(made.stdout)
        return report["id"], report["key"]

    def revoke_key(self, key_id):
        subprocess.run(self._command("keys", "revoke", key_id), check=True, env=self.environment)

    def resident_bytes(self):
        pages = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def ask(self, method, path, body=None, headers=None, timeout=60):
        """(status, headers, bytes) of one well-formed request; JSON unless `body` is bytes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            if body is not None and not isinstance(body, bytes):
                body = json.dumps(body)
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()
        finally:
            connection.close()

    def send_raw(self, request, timeout=60):
        """(status, bytes up to the end of the connection) of whatever bytes. The status is 0 if none came."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as wire:
            try:
                wire.sendall(request)
            except OSError:
                pass  # refused before all of it was read: the answer is what counts
            return read_reply(wire)


def read_reply(wire):
    """(status, everything) until the other side ends the connection."""
    received = b""
    try:
        while piece := wire.recv(65536):
            received += piece
    except ConnectionResetError:
        pass  # it had more to read than it wanted; what came before stands
    first = received.split(b"\r\n", 1)[0].split(b" ")
    is_reply = first[0] == b"HTTP/1.1" and len(first) > 1
    return (int(first[1]) if is_reply else 0), received
