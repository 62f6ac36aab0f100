#!/bin/bash
# scripts/schema_fuzz.sh [DIALECT...]
#
# Runs schemathesis over the OpenAPI document of each dialect, against a real server with a tiny model: no
# answer is a fault of the server's (5xx), none takes longer than a minute, each has a type that the document
# names, and the log tells of nothing internal. The last line says how it went.
#
#   SCHEMA_FUZZ_SECONDS=20   for each dialect
#   REVERIE=build/asan/reverie   another program than ./reverie, say one with sanitizers (script/build asan reverie;
#                                with G_SLICE and the *SAN_OPTIONS that script/test sets for its asan part)
#
# Used by   people, after changes to src/server; schemathesis goes into .cache/schemathesis.
# What it finds becomes a named test in tests/server.
set -eu
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
venv=$root/.cache/schemathesis
version=4.32.5

if [ "$("$venv/bin/schemathesis" --version 2>/dev/null)" != "schemathesis, version $version" ]; then
  echo "schema_fuzz: installing schemathesis $version into .cache/schemathesis" >&2
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet "schemathesis==$version"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
REVERIE=$(readlink -f -- "${REVERIE:-$root/reverie}")
export REVERIE WORK=$work SCHEMATHESIS=$venv/bin/schemathesis REVERIE_HOME=$root
PYTHONPATH=$root/tests/end_to_end python3 -B "$root/scripts/schema_fuzz.py" "$@"
