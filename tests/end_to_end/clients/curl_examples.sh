#!/bin/bash
# tests/end_to_end/clients/curl_examples.sh
#
# The eight dialects as their pages call them with curl, only the host changed.
#
# Used by   tests/end_to_end/clients.sh
# Needs     $REVERIE_URL, $REVERIE_KEY; $REVERIE_PICTURE, a PNG of 64x64; a folder of its own to be in
# Source    API reference, sections 4 to 11
set -u
url=$REVERIE_URL
bearer="Authorization: Bearer $REVERIE_KEY"
json='Content-Type: application/json'
uri="data:image/png;base64,$(base64 -w 0 "$REVERIE_PICTURE")"

fail() { echo "FAILED $*"; exit 1; }

# Sends a request; the answer's body goes to the file `answer`.
ask() {  # status, curl's arguments...
  local expected=$1 got
  shift
  got=$(curl -sS --max-time 120 -o answer -w '%{http_code}' "$@") || fail "curl $*"
  [ "$got" = "$expected" ] || fail "status $got, expected $expected: curl $* answered: $(head -c 500 answer)"
}

# A Python expression over the last answer `j`.
value() { python3 -c 'import json, sys; j = json.load(open("answer")); print(eval(sys.argv[1]))' "$1"; }
expect() {  # expression, its value
  local got
  got=$(value "$1") || fail "$1: $(head -c 500 answer)"
  [ "$got" = "$2" ] || fail "$1 is $got, expected $2"
}
expect_picture() {  # expression of its address
  curl -sS --max-time 60 -o picture "$(value "$1")" || fail "no picture at $1"
  [ "$(head -c 3 picture | od -An -tx1 | tr -d ' ')" = ffd8ff ] || fail "no JPEG at $1"
}

ask 200 "$url/client/v4/accounts/abc123/ai/run" --header "$bearer" --header "$json" \
  --data '{"model": "bytedance/seedream-4.5", "input": {"prompt": "A lake at dawn", "size": "4K", "aspect_ratio": "16:9"}}'
expect 'j["success"], j["result"]["state"]' "(True, 'Completed')"
expect_picture 'j["result"]["images"][0]'
ask 200 "$url/client/v4/user/tokens/verify" --header "$bearer"
expect 'j["result"]["status"]' active
ask 401 "$url/client/v4/accounts/abc123/ai/run" --header "$json" --data '{"model": "bytedance/seedream-4.5", "input": {"prompt": "x"}}'
expect 'j["errors"][0]["code"]' 10000
echo "ok Cloudflare"

ask 201 "$url/v2/uploads" --header "X-API-Key: $REVERIE_KEY" --form "file=@$REVERIE_PICTURE"
upload=$(value 'j["url"]')
ask 202 "$url/v2/images/generate" --header "X-API-Key: $REVERIE_KEY" --header "$json" --data @- <<JSON
{"prompt": "Make it winter", "model": "seedream-4.5", "seedreamParams": {"size": "2K", "image_input": ["$upload"]}}
JSON
job=$(value 'j["jobId"]')
for _ in $(seq 300); do
  ask 200 "$url/v2/jobs/$job" --header "X-API-Key: $REVERIE_KEY"
  [ "$(value 'j["status"]')" != COMPLETED ] || break
  sleep 0.2
done
expect 'j["status"]' COMPLETED
expect_picture 'j["result"]["images"][0]'
ask 404 "$url/v2/jobs/00000000-0000-4000-8000-000000000000" --header "X-API-Key: $REVERIE_KEY"
echo "ok apiframe"

ask 200 "$url/api/ai/images/edit" --header "$bearer" --header "$json" \
  --data "{\"model\": \"bytedance-seedream-4-5\", \"prompt\": \"Winter\", \"input_image\": \"$uri\", \"size\": \"2K\"}"
expect_picture 'j["images"][0]["url"]'
ask 401 "$url/api/ai/queue" --header "$json" --data '{"model": "bytedance-seedream-4-5", "prompt": "x"}'
expect 'j["status_message"]' unauthenticated
echo "ok Oxen.ai"

ask 200 "$url/v1/images/generations" --header "$bearer" --header "$json" \
  --data "{\"model\": \"bytedance/seedream-4-5\", \"prompt\": \"Winter\", \"image_urls\": [\"$uri\", \"$uri\"], \"image_size\": \"2K\"}"
expect 'j["data"][0]["size"]' 2048x2048
expect_picture 'j["data"][0]["url"]'
ask 404 "$url/aimlapi/v1/images/generations" --header "$bearer" --header "$json" --data '{"model": "flux", "prompt": "x"}'
expect 'j["statusCode"]' 404
echo "ok aimlapi"

ask 200 -N "$url/api/v3/images/generations" --header "$bearer" --header "$json" \
  --data '{"model": "seedream-4-5-251128", "prompt": "The fox in four seasons", "size": "2K", "stream": true,
           "sequential_image_generation": "auto", "sequential_image_generation_options": {"max_images": 4}}'
[ "$(grep -c '^event: image_generation.partial_succeeded' answer)" = 4 ] || fail "four pictures: $(cat answer)"
[ "$(tail -n 2 answer | head -n 1)" = 'data: [DONE]' ] || fail "the end of the stream: $(tail -n 3 answer)"
ask 400 "$url/api/v3/images/generations" --header "$bearer" --header "$json" \
  --data '{"model": "seedream-4-5-251128", "prompt": "x", "image": "http://"}'
expect '"invalid url specified" in j["error"]["message"], j["error"]["param"]' "(True, 'image')"
echo "ok Ark"

ask 200 "$url/v1/images/edits" --header "$bearer" --form model=seedream-4-5-251128 --form prompt=Winter \
  --form "image[]=@$REVERIE_PICTURE" --form "image[]=@$REVERIE_PICTURE" --form response_format=url
expect_picture 'j["data"][0]["url"]'
ask 200 "$url/v1/models" --header "$bearer"
expect 'j["object"]' list
echo "ok OpenAI"

ask 201 "$url/v1/files" --header "Authorization: Token $REVERIE_KEY" --form "content=@$REVERIE_PICTURE;type=image/png"
file=$(value 'j["urls"]["get"]')
ask 201 "$url/v1/models/bytedance/seedream-4.5/predictions" --header "$bearer" --header "$json" --header 'Prefer: wait' \
  --data "{\"input\": {\"prompt\": \"Winter\", \"image_input\": [\"$file\"]}}"
expect 'j["status"]' succeeded
expect_picture 'j["output"][0]'
ask 422 "$url/v1/predictions" --header "$bearer" --header "$json" --data '{"version": "bytedance/seedream-4.5", "input": {}}'
expect 'j["invalid_fields"][0]["field"], "- input: prompt is required" in j["detail"]' "('input', True)"
echo "ok Replicate"

ask 200 "$url/fal/queue/fal-ai/bytedance/seedream/v4.5/edit" --header "Authorization: Key $REVERIE_KEY" --header "$json" \
  --data "{\"prompt\": \"Winter\", \"image_urls\": [\"$uri\"]}"
status_url=$(value 'j["status_url"]') response_url=$(value 'j["response_url"]')
ask 200 -N "$status_url/stream" --header "Authorization: Key $REVERIE_KEY"
grep -q '"COMPLETED"' answer || fail "the stream of states: $(cat answer)"
ask 200 "$response_url" --header "Authorization: Key $REVERIE_KEY"
expect_picture 'j["images"][0]["url"]'
ask 401 "$url/fal/fal-ai/bytedance/seedream/v4.5/edit" --header 'Authorization: Key id:secret' --header "$json" --data '{"prompt": "x"}'
echo "ok fal"
