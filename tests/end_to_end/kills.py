"""tests/end_to_end/kills.py

Each request carries an idempotency key. What was answered before a kill is held against the server afterwards;
what was not is sent again with its key, as a client would, and may not become a second job.

Used by   kills.sh
Traps     The store is read from a copy: opening it here would recover it in the server's place.
"""

import contextlib
import hashlib
import http.client
import itertools
import json
import os
import pathlib
import random
import shutil
import sqlite3
import sys
import threading
import time

from support.quick_server import MODEL, QuickServer

ROUNDS = int(os.environ.get("REVERIE_KILL_ROUNDS", "20"))
SEED = int(os.environ.get("REVERIE_KILL_SEED", str(random.SystemRandom().randrange(1 << 31))))
LONGEST_ROUND_SECONDS = 1.5
DRAIN_SECONDS = 120 + 5 * ROUNDS

# Path, body and where the id stands in the answer. WAITING waits for its picture, and is answered without an id.
WAITING = "openai"
REQUESTS = {
    WAITING: ("/v1/images/generations",
               {"model": MODEL, "prompt": "a car", "size": "1K", "response_format": "url"}, lambda reply: None),
    "own": ("/api/jobs", {"prompt": "two cats", "size": "1K", "count": 2}, lambda reply: reply["id"]),
    "group": ("/api/jobs", {"prompt": "three cats", "size": "1K", "group_max": 3}, lambda reply: reply["id"]),
    "apiframe": ("/v2/images/generate",
                 {"model": "seedream-4", "prompt": "a fox", "seedreamParams": {"size": "1K"}},
                 lambda reply: reply["jobId"]),
    "replicate": ("/v1/models/bytedance/seedream-4/predictions", {"input": {"prompt": "an owl", "size": "1K"}},
                  lambda reply: reply["id"]),
    "fal": ("/fal/queue/fal-ai/bytedance/seedream/v4/text-to-image",
            {"prompt": "a boat", "image_size": {"width": 1024, "height": 1024}}, lambda reply: reply["request_id"]),
    "oxen": ("/api/ai/queue", {"model": "bytedance-seedream-4", "prompt": "a crab", "size": "1K"},
             lambda reply: reply["generations"][0]["generation_id"]),
}


class Ledger:
    """What clients asked for and what they were promised."""

    def __init__(self):
        self.lock = threading.Lock()
        self.kinds = {}      # key -> kind of request
        self.ids = {}        # key -> the job that was promised; None where the answer names none
        self.cancelled = {}  # job -> the state that the answer to its cancellation named
        self.numbers = itertools.count()
        self.faults = []

    def ask(self, server, kind, key):
        """Sends it, for the first time or again, and writes the promise down."""
        path, body, id_of = REQUESTS[kind]
        with self.lock:
            self.kinds[key] = kind
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        status, _, reply = server.ask("POST", path, body, headers)
        if not 200 <= status < 300:
            self.fault(f"{kind}: status {status}: {reply[:200]!r}")
            return
        job = id_of(json.loads(reply))
        with self.lock:
            earlier = self.ids.setdefault(key, job)
        if earlier != job:
            self.fault(f"{kind}: {key} was job {earlier} and is now {job}")

    def cancel(self, server, job):
        status, _, reply = server.ask("POST", f"/api/jobs/{job}/cancel", b"")
        if status == 200:
            with self.lock:
                self.cancelled[job] = json.loads(reply)["state"]
        elif status != 409:  # 409: it was over already
            self.fault(f"cancelling {job}: status {status}: {reply[:200]!r}")

    def fault(self, text):
        with self.lock:
            self.faults.append(text)

    def unanswered(self):
        return [key for key in self.kinds if key not in self.ids]


def wait_for_pictures(server, ledger, _):
    """The client that waits for each answer; it begins with what the last kill left unanswered."""
    for key in ledger.unanswered():
        ledger.ask(server, ledger.kinds[key], key)
    while True:
        ledger.ask(server, WAITING, f"key-{next(ledger.numbers)}")


def queue_and_cancel(server, ledger, chance):
    kinds = [kind for kind in REQUESTS if kind != WAITING]
    while True:
        jobs = [job for job in list(ledger.ids.values()) if job]
        if jobs and chance.random() < 0.3:
            ledger.cancel(server, chance.choice(jobs[-10:]))
        else:
            ledger.ask(server, chance.choice(kinds), f"key-{next(ledger.numbers)}")
        time.sleep(chance.uniform(0.1, 0.8))


def until_killed(client, *arguments):
    with contextlib.suppress(OSError, http.client.HTTPException):
        client(*arguments)


CLIENTS = [wait_for_pictures, queue_and_cancel, queue_and_cancel, queue_and_cancel]


def load_and_kill(server, ledger, chance):
    clients = [threading.Thread(target=until_killed, args=(client, server, ledger, random.Random(chance.random())))
               for client in CLIENTS]
    for client in clients:
        client.start()
    if chance.random() > 0.2:  # else right after the start, while jobs are being taken up again
        time.sleep(chance.uniform(0, LONGEST_ROUND_SECONDS))
    server.kill()
    for client in clients:
        client.join()


class Snapshot:
    """The store as a power cut would leave it to the next process."""

    def __init__(self, server):
        folder = server.work / "snapshot"
        folder.mkdir(exist_ok=True)
        for file in ("reverie.db", "reverie.db-wal"):
            (folder / file).unlink(missing_ok=True)
            if (server.data / file).exists():
                shutil.copy(server.data / file, folder / file)
        with contextlib.closing(sqlite3.connect(folder / "reverie.db")) as database:
            self.integrity = database.execute("PRAGMA integrity_check").fetchall()
            self.states = dict(database.execute("SELECT id, state FROM jobs"))
            self.ended = dict(database.execute("SELECT id, state || ' at ' || finished FROM jobs WHERE finished"))
            self.images = {(job, position): rest for job, position, *rest in database.execute(
                "SELECT id, position, blob, size_bytes, images.finished, images.error_code FROM images"
                " JOIN jobs ON job = sequence WHERE images.finished")}
            self.keys = database.execute("SELECT count(*), count(DISTINCT job) FROM idempotency").fetchone()
            self.unfinished = database.execute(
                "SELECT count(*) FROM images JOIN jobs ON job = sequence"
                " WHERE state = 'succeeded' AND images.finished IS NULL").fetchone()[0]


def compare(ledger, before, after):
    """What was promised, or done, may not be otherwise later."""
    if after.integrity != [("ok",)]:
        ledger.fault(f"integrity_check: {after.integrity}")
    lost = {job for job in ledger.ids.values() if job and job not in after.states}
    if lost:
        ledger.fault(f"accepted and lost: {lost}")
    for what, old, new in (("job", before.ended, after.ended), ("picture", before.images, after.images)):
        for name, outcome in old.items():
            if new.get(name) != outcome:
                ledger.fault(f"{what} {name} was done as {outcome} and is now {new.get(name)}")


def check_files(ledger, server, snapshot):
    for name, (blob, size, _, error) in snapshot.images.items():
        if error or not blob:
            continue
        path = pathlib.Path(server.data / "blobs" / blob[:2] / blob)
        if not path.exists():
            ledger.fault(f"picture {name}: its file is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != blob or path.stat().st_size != size:
            ledger.fault(f"picture {name}: its file is another one")


def wait_until_empty(server, ledger):
    deadline = time.monotonic() + DRAIN_SECONDS
    while time.monotonic() < deadline:
        text = server.ask("GET", "/metrics")[2].decode()
        if all(f'reverie_jobs{{state="{state}"}} 0' in text for state in ("queued", "running")):
            return
        time.sleep(0.1)
    ledger.fault("the queue did not empty")


def drain(server, ledger):
    """Asks again for what was not answered, then for everything once more, and waits for the last job."""
    wait_until_empty(server, ledger)  # first: some answers wait for their picture, behind all that is queued
    for key in ledger.unanswered() + list(ledger.kinds):
        ledger.ask(server, ledger.kinds[key], key)
    wait_until_empty(server, ledger)


def main():
    chance = random.Random(SEED)
    server = QuickServer(os.environ["WORK"], "--unfinished-per-key", "100000", "--queue-length", "100000")
    ledger = Ledger()
    server.start()
    before = Snapshot(server)
    for _ in range(ROUNDS):
        load_and_kill(server, ledger, chance)
        after = Snapshot(server)
        compare(ledger, before, after)
        before = after
        server.start()
    drain(server, ledger)
    if server.stop() != 0:
        ledger.fault("the server did not stop well")

    end = Snapshot(server)
    compare(ledger, before, end)
    check_files(ledger, server, end)
    outcomes = {state: list(end.states.values()).count(state) for state in set(end.states.values())}
    if set(outcomes) - {"succeeded", "cancelled"}:
        ledger.fault(f"jobs ended otherwise: {outcomes}")
    if len(end.states) != len(ledger.kinds) or end.keys != (len(ledger.kinds),) * 2:
        ledger.fault(f"{len(ledger.kinds)} keys became {len(end.states)} jobs, {end.keys}")
    if end.unfinished:
        ledger.fault(f"{end.unfinished} pictures of jobs that succeeded were never drawn")
    for job, state in ledger.cancelled.items():
        # What was running may have been past its last step.
        allowed = {"cancelled", "succeeded"} if state == "running" else {state}
        if end.states.get(job) not in allowed:
            ledger.fault(f"{job} was cancelled and is {end.states.get(job)}")
    for fault in ledger.faults:
        print("kills.py:", fault, file=sys.stderr)
    print(f"kills.sh: {ROUNDS} kills, {len(end.states)} jobs {outcomes}, {len(end.images)} pictures, seed {SEED}; "
          + ("all good" if not ledger.faults else f"{len(ledger.faults)} faults"))
    sys.exit(1 if ledger.faults else 0)


if __name__ == "__main__":
    main()
