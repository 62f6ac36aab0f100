#!/bin/bash
# tests/end_to_end/generate_bad_input.sh
#
# `reverie generate` with what it must refuse: one clear line on stderr that names what is at fault, the
# exit status of the cause (core/error.h), nothing on stdout, and no file that was not there before.
#
# Used by   script/test end_to_end
# Needs     $REVERIE, the program; $WORK, an empty folder. REVERIE_TEST_MODEL names another model than mini.
set -u
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
distilled=$(dirname -- "$(readlink -f -- "$0")")/../golden/klein_tiny
cd "$WORK" || exit 1
model=${REVERIE_TEST_MODEL:-mini}
failures=0

invalid_request=2 not_found=3 corrupt_file=4 write_failed=5

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }

mkdir pictures models out
# A picture that can be read (16x16, grey), one that cannot, one that is cut off.
python3 - <<'PYTHON'
import struct, zlib

def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

rows = b"".join(b"\0" + b"\x80" * 48 for _ in range(16))
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0))
png += chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
open("pictures/good.png", "wb").write(png)
open("pictures/cut.png", "wb").write(png[:40])
open("pictures/text.png", "w").write("This is no picture.\n")
PYTHON

# Runs `generate` in out/, which must stay as it is.
expect_refused() {  # what, status, words on stderr (an extended regular expression), arguments...
  local what=$1 status=$2 words=$3 got lines before
  shift 3
  before=$(find out | sort)
  (cd out && "$REVERIE" generate "$@") >stdout 2>stderr
  got=$?
  lines=$(grep -vcE '^ *[0-9]+% ' stderr)  # progress is no part of the message
  [ "$got" = "$status" ] || fail "$what: exit status $got, expected $status"
  [ "$lines" = 1 ] || fail "$what: $lines lines on stderr, expected one"
  grep -qiE -- "$words" stderr || fail "$what: stderr does not say '$words'"
  [ ! -s stdout ] || fail "$what: stdout is not empty"
  [ "$(find out | sort)" = "$before" ] || fail "$what: left behind: $(find out | sort | tr '\n' ' ')"
  [ "$(wc -c <stderr)" -lt 2000 ] || fail "$what: the line has $(wc -c <stderr) characters"
  sed 's/^/    /' stderr | cut -c 1-300
}

# Sizes are given, so that nothing large is drawn should a refusal be missing.
small=(--model "$model" --size 1280x720 -o picture.png)

expect_refused "an unknown model" $not_found '"no-such-model".*installed' "a fox" --size 1280x720 --model no-such-model
expect_refused "a model's name that leaves the folder" $not_found '"\.\./models"' "a fox" --size 1280x720 --model ../models

# Corrupt weights: each part in turn, cut to half.
folder=$("$REVERIE" models --json | python3 -c '
import json, sys
print(next((m["folder"] for m in json.load(sys.stdin) if m["name"] == sys.argv[1]), sys.argv[1]))' "$model")
if [ -f "$folder/model_index.json" ]; then
  for part in text_encoder transformer vae; do
    rm -rf models/broken
    cp -rL "$folder" models/broken
    for weights in models/broken/"$part"/*.safetensors; do
      truncate -s "$(($(stat -c %s "$weights") / 2))" "$weights"
    done
    expect_refused "cut weights of $part" $corrupt_file "$part/.*safetensors" "a fox" --size 1280x720 \
      --model "$WORK/models/broken" -o picture.png
  done
  rm -rf models/broken
  cp -rL "$folder" models/broken
  echo '{"steps": "many"}' >models/broken/reverie.json
  expect_refused "a setting of the wrong kind" $corrupt_file 'reverie.json.*"steps".*"many"' "a fox" --size 1280x720 \
    --model "$WORK/models/broken" -o picture.png
  rm models/broken/tokenizer/tokenizer.json
  echo '{}' >models/broken/reverie.json
  expect_refused "a model without its tokenizer" $not_found 'tokenizer.json' "a fox" --size 1280x720 \
    --model "$WORK/models/broken" -o picture.png
else
  fail "the model $model is not installed"
fi

expect_refused "a reference that is missing" $not_found '--image.*nowhere.png' "winter" "${small[@]}" --image ../pictures/nowhere.png
expect_refused "a reference that is no picture" $invalid_request '--image.*text.png' "winter" "${small[@]}" --image ../pictures/text.png
expect_refused "a reference that is cut off" $invalid_request '--image.*cut.png' "winter" "${small[@]}" --image ../pictures/cut.png
fifteen=()
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do fifteen+=(--image ../pictures/good.png); done
expect_refused "fifteen references" $invalid_request '--image.*at most 14.*15' "a table" "${small[@]}" "${fifteen[@]}"

expect_refused "a size above the limit" $invalid_request '--size: 5000x5000.*at most' "a fox" --model "$model" --size 5000x5000 -o picture.png
expect_refused "a size that is none" $invalid_request '--size.*"huge"' "a fox" --model "$model" --size huge -o picture.png
expect_refused "a width without a height" $invalid_request '--height.*together' "a fox" --model "$model" --width 1024 -o picture.png
expect_refused "a size and a ratio" $invalid_request '--aspect-ratio: the size' "a fox" "${small[@]}" --aspect-ratio 1:1
expect_refused "a ratio that is none" $invalid_request '--aspect-ratio.*"wide"' "a fox" --model "$model" --aspect-ratio wide -o picture.png
expect_refused "an empty prompt" $invalid_request 'prompt.*empty' "" "${small[@]}"
expect_refused "a prompt of spaces" $invalid_request 'prompt.*empty' "   " "${small[@]}"
expect_refused "guidance for a distilled model" $invalid_request '--guidance.*distilled' "a fox" --model "$distilled" --size 1280x720 -o picture.png --guidance 4
expect_refused "guidance that is too strong" $invalid_request '--guidance.*1 to 20' "a fox" "${small[@]}" --guidance 40
expect_refused "a device that is not there" $invalid_request '--device.*"tpu"' "a fox" "${small[@]}" --device tpu

expect_refused "an output folder that does not exist" $write_failed '--output.*picture.png' "a fox" --model "$model" --size 1280x720 -o nowhere/picture.png
mkdir out/folder.png
expect_refused "an output that is a folder" $write_failed '--output.*folder.png' "a fox" --model "$model" --size 1280x720 -o folder.png
expect_refused "an output of an unknown kind" $invalid_request '--output.*picture.xyz' "a fox" --model "$model" --size 1280x720 -o picture.xyz
expect_refused "a format that is none" $invalid_request '--format.*gif' "a fox" "${small[@]}" --format gif

# The command line's own refusals.
expect_refused "an unknown option" $invalid_request '--colour' "a fox" "${small[@]}" --colour
expect_refused "the size of a group without a group" $invalid_request '--max-images.*--sequential' "a fox" "${small[@]}" --max-images 3
expect_refused "a group and a count" $invalid_request '--count.*--max-images' "a fox" "${small[@]}" --sequential auto -n 2
expect_refused "no pictures" $invalid_request '--count|-n' "a fox" "${small[@]}" -n 0
expect_refused "sixteen pictures" $invalid_request '--count|-n' "a fox" "${small[@]}" -n 16
expect_refused "a seed that is no number" $invalid_request '--seed' "a fox" "${small[@]}" --seed lucky
expect_refused "no prompt at all" $invalid_request 'prompt'

# Unlike the others this one draws first: the disk is full when the file is written.
(ulimit -f 8; trap '' XFSZ; cd out && exec "$REVERIE" generate "a fox" "${small[@]}" --quiet) >stdout 2>stderr
got=$?
[ "$got" = $write_failed ] || fail "a full disk: exit status $got, expected $write_failed"
grep -q 'picture.png' stderr || fail "a full disk: stderr does not name the file: $(cat stderr)"
[ "$(find out | sort | tr '\n' ' ')" = "out out/folder.png " ] || fail "a full disk: left behind: $(find out | tr '\n' ' ')"

[ "$failures" = 0 ] || { echo "$failures failed" >&2; exit 1; }
