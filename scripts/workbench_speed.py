#!/usr/bin/env python3
"""scripts/workbench_speed.py [--pictures N] [--work FOLDER]

How quick is the page at / of `reverie serve`? Prints the time to its first contentful paint, its weight, and how
evenly a gallery of N pictures (5,000) scrolls: frame times and long tasks. A measurement, not a test: it ends with 1
only where a bound of the project is missed on the machine at hand (paint 0.5 s, 300 KB, no frame over 200 ms).

The gallery is made of real jobs: some are drawn by the tests' quick model, then their rows are copied in the data
folder while no server runs, whatever columns they have.

Needs     $REVERIE, the program (./reverie when unset); what tests/end_to_end/workbench.sh needs
Used by   people; docs/speed.md keeps results
"""

import argparse
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/end_to_end/support"))
from quick_server import QuickServer  # noqa: E402

DRAWN = 120  # real jobs, each with a picture of its own
SIZES = ["1024x1024", "1152x864", "864x1152", "1280x720", "720x1280", "1248x832", "832x1248", "1512x648"]


def draw(server):
    for number in range(DRAWN):
        body = {"model": "quick", "prompt": f"a picture to scroll past, number {number}", "size": SIZES[number % len(SIZES)]}
        status, _, reply = server.ask("POST", "/v1/images/generations", body)
        assert status == 200, reply


def columns(database, table, without):
    return [row[1] for row in database.execute(f"PRAGMA table_info({table})") if row[1] not in without]


def copy_jobs(path, pictures):
    """Copies the jobs in `path` until there are so many; each copy is a second newer than the last."""
    database = sqlite3.connect(path)
    job_columns = ", ".join(columns(database, "jobs", {"sequence", "id", "created"}))
    image_columns = ", ".join(columns(database, "images", {"job"}))
    originals = database.execute("SELECT sequence, created FROM jobs ORDER BY sequence").fetchall()
    newest = originals[-1][1]
    with database:
        for number in range(pictures - len(originals)):
            original = originals[number % len(originals)][0]
            added = database.execute(
                f"INSERT INTO jobs (id, created, {job_columns}) SELECT ?, ?, {job_columns} FROM jobs WHERE sequence = ?",
                (str(uuid.uuid4()), newest + number + 1, original)).lastrowid
            database.execute(f"INSERT INTO images (job, {image_columns}) SELECT ?, {image_columns} FROM images"
                             " WHERE job = ?", (added, original))
            database.execute("INSERT INTO job_blobs (job, blob) SELECT ?, blob FROM job_blobs WHERE job = ?",
                             (added, original))
    database.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=int, default=5000)
    parser.add_argument("--work", help="a folder to keep; a temporary one when left out")
    options = parser.parse_args()
    os.environ.setdefault("REVERIE", str(ROOT / "reverie"))
    os.environ.setdefault("REVERIE_NODE_MODULES", str(ROOT / ".cache/workbench/node_modules"))
    with tempfile.TemporaryDirectory() as temporary:
        work = pathlib.Path(options.work or temporary)
        server = QuickServer(work)
        server.start()
        draw(server)
        server.stop()
        copy_jobs(next(server.data.glob("*.db")), options.pictures)
        server.start()
        try:
            environment = dict(os.environ, REVERIE_URL=server.base, REVERIE_PICTURES=str(options.pictures))
            return subprocess.run(["node", str(ROOT / "scripts/workbench_speed.mjs")], env=environment).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
