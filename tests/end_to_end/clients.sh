#!/bin/bash
# tests/end_to_end/clients.sh
#
# Real clients of the eight services against one server, changed in base URL and key only: those of
# clients/package.json and clients/requirements.txt, and the curl, fetch and `requests` calls of the services'
# pages. The first check that fails ends the test with that client's output.
#
# The model is the tests' tiny one: it takes references, and draws noise in no time at any size. A few pictures
# are the embedded model's.
#
# Used by   script/test end_to_end: $REVERIE is the launcher, $WORK a folder of its own.
# Needs     node with npm and python3 (script/setup --tests). The clients are installed once, below .cache/clients.
# Trap      node_modules lies outside of tests/, whose files are checked one by one, so the scripts are copied
#           to where node finds it.
set -eu
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
here=$(dirname -- "$(readlink -f -- "$0")")
root=$(dirname -- "$(dirname -- "$here")")
cache=$root/.cache/clients
server=''

fail() { echo "clients.sh: $*" >&2; exit 1; }
cleanup() { [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true; }
trap cleanup EXIT

# --- the clients -------------------------------------------------------------------------------------

# Each list is copied beside what was installed from it when that is whole.
is_installed() { cmp -s "$here/clients/$1" "$cache/$1.installed"; }

install_npm() {
  cp "$here/clients/package.json" "$here/clients/package-lock.json" "$cache"
  (cd "$cache" && npm ci --ignore-scripts --no-audit --no-fund) >"$WORK/npm.log" 2>&1 || return 1
  cp "$here/clients/package-lock.json" "$cache/package-lock.json.installed"
}

install_pip() {
  python3 -m venv --clear "$cache/venv" >"$WORK/pip.log" 2>&1 || return 1
  "$cache/venv/bin/pip" install --quiet --disable-pip-version-check --no-compile -r "$here/clients/requirements.txt" \
    >>"$WORK/pip.log" 2>&1 || return 1
  cp "$here/clients/requirements.txt" "$cache/requirements.txt.installed"
}

mkdir -p "$cache"
npm_job='' pip_job=''
is_installed package-lock.json || { install_npm & npm_job=$!; }
is_installed requirements.txt || { install_pip & pip_job=$!; }
[ -z "$npm_job" ] || wait "$npm_job" || { cat "$WORK/npm.log" >&2; fail "npm could not install the clients"; }
[ -z "$pip_job" ] || wait "$pip_job" || { cat "$WORK/pip.log" >&2; fail "pip could not install the clients"; }

# --- the server --------------------------------------------------------------------------------------

# What is larger than 256x256 it enlarges instead of drawing it.
mkdir "$WORK/models"
cp -r "$root/tests/golden/klein_tiny" "$WORK/models/tiny"
python3 - "$WORK/models/tiny/reverie.json" <<'PYTHON'
import json, sys
with open(sys.argv[1]) as file:
    settings = json.load(file)
with open(sys.argv[1], "w") as file:
    json.dump({**settings, "native_pixels": 256 * 256, "steps": 2}, file)
PYTHON

export REVERIE_DATA=$WORK/data REVERIE_MODELS=$WORK/models
key=$("$REVERIE" keys create clients 2>"$WORK/log")
"$REVERIE" serve --listen 127.0.0.1:0 --keys required --model tiny --alias ep-mini=mini \
  --allow-address 127.0.0.0/8 >"$WORK/out" 2>>"$WORK/log" &
server=$!
url=''
for _ in $(seq 200); do
  url=$(sed -n 's/^Reverie listens on //p' "$WORK/out")
  [ -z "$url" ] || break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
[ -n "$url" ] || { cat "$WORK/log" >&2; fail "the server did not become ready"; }

# --- the checks --------------------------------------------------------------------------------------

export REVERIE_URL=$url REVERIE_KEY=$key
export REVERIE_PICTURE=$root/tests/golden/klein_tiny_references/rings_64x64.png
mkdir "$WORK/run"
cp "$here"/clients/*.{mjs,py,sh} "$WORK/run"
ln -s "$cache/node_modules" "$WORK/run/node_modules"
cd "$WORK/run"

checks=0
run() {  # command..., the client's file last
  local client=${*: -1} status=0 started=$SECONDS
  timeout 300 "$@" >output 2>&1 || status=$?
  if [ "$status" != 0 ] || ! grep -q '^ok ' output; then
    cat output >&2
    tail -n 10 "$WORK/log" >&2
    fail "$client ended with $status"
  fi
  sed "s/^ok /ok $client: /" output
  checks=$((checks + $(grep -c '^ok ' output)))
  echo "   $((SECONDS - started)) s"
}

for client in openai_npm cloudflare_npm replicate_npm fal_npm fetch_examples; do run node "$client.mjs"; done
for client in openai_pypi ark_pypi requests_examples; do run "$cache/venv/bin/python" "$client.py"; done
run bash curl_examples.sh
echo "clients.sh: all $checks checks good"
