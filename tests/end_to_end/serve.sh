#!/bin/bash
# tests/end_to_end/serve.sh
#
# The server as users start it: ready soon, a picture through a dialect and by its address, keys, refusal to
# listen to strangers without keys, jobs that survive a kill.
#
# Used by   script/test end_to_end: $REVERIE is the launcher, $WORK a folder of its own.
set -eu
export REVERIE_DATA=$WORK/data
server='' log=$WORK/log out=$WORK/out

fail() { echo "serve.sh: $*" >&2; tail -n 20 "$log" >&2 || true; exit 1; }
cleanup() { [ -z "$server" ] || kill -9 "$server" 2>/dev/null || true; }
trap cleanup EXIT

start() {  # options...
  "$REVERIE" serve --listen 127.0.0.1:0 "$@" >"$out" 2>>"$log" &
  server=$!
  for _ in $(seq 200); do
    base=$(sed -n 's/^Reverie listens on //p' "$out")
    [ -z "$base" ] || return 0
    kill -0 "$server" 2>/dev/null || fail "the server ended"
    sleep 0.1
  done
  fail "the server did not become ready"
}

stop() {
  kill -TERM "$server"
  for _ in $(seq 150); do
    kill -0 "$server" 2>/dev/null || { server=''; return 0; }
    sleep 0.1
  done
  fail "the server did not stop"
}

field() { python3 -c 'import json,sys; print(eval("json.load(sys.stdin)" + sys.argv[1]))' "$1"; }

# --- without keys, on loopback ---------------------------------------------------------------------
start
[ "$(curl -s "$base/healthz" | field '["status"]')" = ok ] || fail "healthz"
[ "$(curl -s "$base/openapi.json" | field '["openapi"]')" = 3.1.0 ] || fail "openapi"
curl -s "$base/metrics" | grep -q '^reverie_jobs{state="queued"} 0' || fail "metrics"

reply=$(curl -s "$base/v1/images/generations" -H 'Content-Type: application/json' \
  -d '{"model": "mini", "prompt": "a red car on a beach at sunset", "size": "1K", "seed": 3, "response_format": "url"}')
url=$(printf %s "$reply" | field '["data"][0]["url"]') || fail "no picture: $reply"
curl -s "$url" -o "$WORK/a.jpeg"
[ "$(head -c 3 "$WORK/a.jpeg" | od -An -tx1 | tr -d ' ')" = ffd8ff ] || fail "the picture is no JPEG"
[ "$(curl -s -o /dev/null -w '%{http_code}' -r 0-99 "$url")" = 206 ] || fail "a range"
[ "$(curl -s -o /dev/null -w '%{http_code}' "${url%?}0x")" = 403 ] || fail "a forged address was answered"

# The same request draws the same file.
again=$(curl -s "$base/v1/images/generations" -H 'Content-Type: application/json' \
  -d '{"model": "mini", "prompt": "a red car on a beach at sunset", "size": "1K", "seed": 3, "response_format": "url"}')
curl -s "$(printf %s "$again" | field '["data"][0]["url"]')" | cmp -s - "$WORK/a.jpeg" || fail "not the same file"

# --- a job survives a kill ---------------------------------------------------------------------------
job=$(curl -s "$base/api/jobs" -d '{"prompt": "a cat in a garden", "size": "1K", "count": 3, "seed": 1}' | field '["id"]')
sleep 1
kill -9 "$server"
wait "$server" 2>/dev/null || true
start
for _ in $(seq 600); do
  state=$(curl -s "$base/api/jobs/$job" | field '["state"]')
  [ "$state" != succeeded ] || break
  sleep 0.1
done
[ "$state" = succeeded ] || fail "the job is $state after the restart"
[ "$(curl -s "$base/api/jobs/$job" | field '["images"].__len__()')" = 3 ] || fail "pictures are missing"
stop

# --- keys --------------------------------------------------------------------------------------------
if "$REVERIE" serve --listen 0.0.0.0:0 >"$out" 2>>"$log"; then fail "it listens to strangers without keys"; fi
key=$("$REVERIE" keys create tester 2>>"$log")
start --keys required
[ "$(curl -s -o /dev/null -w '%{http_code}' "$base/v1/models")" = 401 ] || fail "no key was needed"
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $key" "$base/v1/models")" = 200 ] || fail "the key"
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "X-API-Key: $key" "$base/v2/me")" = 200 ] || fail "the key, as apiframe"
# Nobody sees another account's job.
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $key" "$base/api/jobs/$job")" = 404 ] ||
  fail "another account's job was shown"
id=$("$REVERIE" keys list --json | field '[0]["id"]')
"$REVERIE" keys revoke "$id"
[ "$(curl -s -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $key" "$base/v1/models")" = 401 ] ||
  fail "a revoked key was taken"
stop
echo "serve.sh: all good"
