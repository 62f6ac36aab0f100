"""scripts/schema_fuzz.py [DIALECT...]

One schemathesis run for each dialect's document, one server for all of them. Used by schema_fuzz.sh, which sets
the environment.
"""

import os
import pathlib
import subprocess
import sys

from support.quick_server import QuickServer

DIALECTS = ["own", "openai", "ark", "cloudflare", "apiframe", "oxen", "aimlapi", "replicate", "fal"]
SECONDS = os.environ.get("SCHEMA_FUZZ_SECONDS", "20")
ENDLESS = "^/oxen/api/events$"  # a stream of an account's news
CHECKS = "not_a_server_error,content_type_conformance,response_headers_conformance,response_schema_conformance"
# Accepted: what says that a thing is not there to be had. 502: a reference that could not be fetched.
SETTINGS = """
[checks.not_a_server_error]
expected-statuses = ["2xx", "3xx", "4xx", 501, 502]
"""


def fuzz(server, dialect):
    """Whether nothing was found."""
    document = "/openapi.json" if dialect == "own" else f"/{dialect}/openapi.json"
    settings = server.work / "schemathesis.toml"
    settings.write_text(SETTINGS)
    found = subprocess.run(
        [os.environ["SCHEMATHESIS"], "--config-file", str(settings), "run", server.base + document, "--checks", CHECKS,
         "--max-time", SECONDS, "--continue-on-failure", "--request-timeout", "60", "--generation-database", "none",
         "--exclude-path-regex", ENDLESS, "--no-color", "--warnings", "off"],
        cwd=server.work, env=os.environ, check=False)
    return found.returncode == 0


def main():
    unknown = set(sys.argv[1:]) - set(DIALECTS)
    if unknown:
        sys.exit(f"schema_fuzz: unknown {', '.join(unknown)}; known: {' '.join(DIALECTS)}")
    # Few jobs at once: those that wait for their picture would wait for all of the others' too.
    server = QuickServer(pathlib.Path(os.environ["WORK"]), "--unfinished-per-key", "3")
    server.start()
    failed = []
    for dialect in sys.argv[1:] or DIALECTS:
        print(f"\n=== {dialect}", flush=True)
        if not fuzz(server, dialect):
            failed.append(dialect)
    faults = [line for line in server.log_text().splitlines() if "internal id=" in line]
    print("\n".join(faults[:20]))
    ended = server.process.poll() is not None or server.stop() != 0
    if ended:
        print(server.log_text()[-4000:])
    print(f"schema_fuzz: found something in {failed or 'nothing'}, {len(faults)} internal faults"
          + (", the server did not end well" if ended else ""))
    sys.exit(1 if failed or faults or ended else 0)


if __name__ == "__main__":
    main()
