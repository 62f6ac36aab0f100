#!/bin/bash
# tests/end_to_end/workbench.sh [THEME...]
#
# The page at / of `reverie serve`, as the program ships it: its modules under Node.js, the calls that it prints
# executed against a real server, and the page itself in Debian's Chromium (tests/workbench/browser). With names of
# themes only those browser tests run. Pictures of the page at three sizes go to $REVERIE_ARTEFACTS.
#
# Used by   script/test end_to_end: $REVERIE is the launcher, $WORK a folder of its own.
# Needs     node with npm, Chromium (another one than /usr/bin/chromium in $REVERIE_CHROMIUM), curl, jq, and a Python
#           with `requests` (script/setup --tests). playwright-core and axe-core are installed once, below
#           .cache/workbench.
set -eu
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
here=$(dirname -- "$(readlink -f -- "$0")")
root=$(dirname -- "$(dirname -- "$here")")
tests=$root/tests/workbench
cache=$root/.cache/workbench

fail() { echo "workbench.sh: $*" >&2; exit 1; }

# --- what it needs -----------------------------------------------------------------------------------

# The list is copied beside what was installed from it when that is whole.
mkdir -p "$cache"
if ! cmp -s "$tests/browser/package-lock.json" "$cache/package-lock.json.installed"; then
  cp "$tests/browser/package.json" "$tests/browser/package-lock.json" "$cache"
  (cd "$cache" && npm ci --ignore-scripts --no-audit --no-fund) >"$WORK/npm.log" 2>&1 ||
    { cat "$WORK/npm.log" >&2; fail "npm could not install playwright-core and axe-core"; }
  cp "$tests/browser/package-lock.json" "$cache/package-lock.json.installed"
fi
export REVERIE_NODE_MODULES=$cache/node_modules

for python in python3 /usr/bin/python3 ''; do
  [ -n "$python" ] || fail "no Python with the package requests; script/setup --tests installs it"
  ! "$python" -c 'import requests' 2>/dev/null || break
done
export REVERIE_PYTHON=$python
for tool in jq curl; do
  command -v "$tool" >/dev/null || fail "no $tool; script/setup --tests installs it"
done

export REVERIE_ARTEFACTS=${REVERIE_ARTEFACTS:-$WORK}
mkdir -p "$REVERIE_ARTEFACTS"

# --- the tests ---------------------------------------------------------------------------------------

with_servers() { python3 "$here/support/with_servers.py" "$@"; }

if [ $# -gt 0 ]; then
  with_servers "$WORK/browser" node "$tests/browser/run.mjs" "$@" || fail "a browser test failed"
  exit 0
fi
node --test "$tests"/*.test.mjs >"$WORK/modules" 2>&1 || { cat "$WORK/modules"; fail "a module's test failed"; }
grep -E '^(#|ℹ) (tests|pass|fail) ' "$WORK/modules"
with_servers "$WORK/calls" node "$tests/live_calls.mjs" || fail "a printed call does not run"
with_servers "$WORK/browser" node "$tests/browser/run.mjs" || fail "a browser test failed"
echo "workbench.sh: the pictures of the page are in $REVERIE_ARTEFACTS"
