#!/bin/bash
# tests/end_to_end/generate.sh
#
# `reverie generate` with the embedded model, as a user types it: the files it writes are the pictures that
# were asked for, repeat to the byte, and say how they were made.
#
# Used by   script/test end_to_end
# Needs     $REVERIE, the program; $WORK, an empty folder. REVERIE_TEST_MODEL names another model than mini.
set -u
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
cd "$WORK" || exit 1
model=${REVERIE_TEST_MODEL:-mini}
failures=0

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }

# Draws with what every case shares; its own report goes to NAME.out and NAME.err.
draw() {  # name, arguments...
  local name=$1
  shift
  "$REVERIE" generate --model "$model" "$@" >"$name.out" 2>"$name.err"
  local status=$?
  [ "$status" = 0 ] || { fail "$name: exit status $status"; cat "$name.err" >&2; }
  return "$status"
}

# Format and pixels out of the file's own bytes: png IHDR, the first jpeg SOF, webp VP8/VP8L/VP8X.
cat >read_picture.py <<'PYTHON'
import json, struct, sys

def size_of(data):
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png", *struct.unpack(">II", data[16:24])
    if data[:2] == b"\xff\xd8":
        at = 2
        while at + 9 < len(data):
            marker, length = data[at + 1], struct.unpack(">H", data[at + 2:at + 4])[0]
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", data[at + 5:at + 9])
                return "jpeg", width, height
            at += 2 + length
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind, body = data[12:16], data[20:]
        if kind == b"VP8X":
            return "webp", 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
        if kind == b"VP8L":
            bits = int.from_bytes(body[1:5], "little")
            return "webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        if kind == b"VP8 ":
            width, height = struct.unpack("<HH", body[6:10])
            return "webp", width & 0x3FFF, height & 0x3FFF
    sys.exit("no png, jpeg or webp")

def parameters_of(data):  # the PNG text chunk "parameters"
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind in (b"tEXt", b"iTXt") and body.startswith(b"parameters\0"):
            return json.loads(body[body.index(b"{"):])
        at += 12 + length
    sys.exit("no text chunk 'parameters'")

data = open(sys.argv[2], "rb").read()
if sys.argv[1] == "size":
    print("%s %dx%d" % size_of(data))
else:
    print(json.dumps(parameters_of(data), sort_keys=True))
PYTHON

expect_picture() {  # file, "format WIDTHxHEIGHT"
  local got
  got=$(python3 read_picture.py size "$1") || { fail "$1 is no picture"; return; }
  [ "$got" = "$2" ] || fail "$1 is $got, expected $2"
}

expect_json() {  # what, file, a Python expression over `j` that must hold
  python3 -c 'import json, sys; j = json.load(open(sys.argv[1])); sys.exit(0 if eval(sys.argv[2]) else "got %r" % j)' \
    "$2" "$3" || fail "$1: $3"
}

prompt="a red fox in the snow"

# A 1K PNG, with a report.
if draw first "$prompt" --size 1K --seed 7 -o first.png --json; then
  expect_picture first.png "png 1024x1024"
  expect_json "the report" first.out 'j["seed"] == 7 and j["files"] == ["first.png"]'
  expect_json "the report" first.out 'j["seconds"] and all(s >= 0 for s in j["seconds"].values())'
  expect_json "the report" first.out 'all(stage in j["seconds"] for stage in ("tokenize", "encode_text", "decode", "store"))'
  expect_json "the report" first.out 'j["seconds_total"] > 0 and 10e6 < j["peak_memory_bytes"] < 64e9'
  expect_json "the report" first.out '(j["width"], j["height"]) == (1024, 1024) and isinstance(j["notes"], list)'
  [ ! -s first.err ] || fail "--json wrote to stderr too: $(head -n 1 first.err)"

  # The file says how it was made.
  if python3 read_picture.py parameters first.png >first.json; then
    expect_json "the parameters in the file" first.json \
      'j["prompt"] == "a red fox in the snow" and j["seed"] == 7 and j["image_index"] == 0'
    expect_json "the parameters in the file" first.json 'len(j["model_weights"]) == 16 and j["model"] and j["steps"] >= 1'
  else
    fail "first.png holds no parameters"
  fi
  grep -aq trainedAlgorithmicMedia first.png || fail "first.png does not say that a program drew it"
fi

# The same again is the same file; another seed is another picture.
if draw second "$prompt" --size 1K --seed 7 -o second.png --quiet; then
  cmp first.png second.png || fail "the same seed gave another file"
  grep -q '^second.png  1024x1024  seed 7$' second.out || fail "stdout says: $(cat second.out)"
fi

# Formats, and a ratio whose sides are no whole tokens; the ending or --format chooses.
if draw wide "$prompt" --size 1K --aspect-ratio 16:9 --seed 7 -o wide.jpg --quiet; then
  expect_picture wide.jpg "jpeg 1280x720"
  grep -aq trainedAlgorithmicMedia wide.jpg || fail "wide.jpg does not say that a program drew it"
fi
if draw webp "$prompt" --size 1280x720 --seed 7 --format webp -o picture.webp --quiet; then
  expect_picture picture.webp "webp 1280x720"
  grep -aq trainedAlgorithmicMedia picture.webp || fail "picture.webp does not say that a program drew it"
fi

# Two pictures of one request differ; the first is the one that is drawn alone.
if draw two "$prompt" --size 1K --seed 7 -n 2 -o two.png --json; then
  expect_picture two-1.png "png 1024x1024"
  expect_picture two-2.png "png 1024x1024"
  ! cmp -s two-1.png two-2.png || fail "two pictures of one request are the same"
  cmp first.png two-1.png || fail "the first of two is not the picture drawn alone"
  expect_json "the report of two" two.out 'j["files"] == ["two-1.png", "two-2.png"]'
  [ ! -e two.png ] || fail "two.png was written beside two-1.png and two-2.png"
fi

# A group is planned from the prompt; its first picture has the noise of a picture drawn alone.
if draw group "the fox in four seasons" --size 1280x720 --seed 7 --sequential auto --max-images 3 -o group.png --json; then
  expect_json "the report of a group" group.out 'len(j["files"]) == len(set(j["prompts"])) == 3 and j["prompts"][1] != j["prompts"][2]'
  [ "$(cat group-1.png group-2.png group-3.png | sha256sum)" != "$(cat group-1.png group-1.png group-1.png | sha256sum)" ] ||
    fail "the pictures of a group are all the same"
  if python3 read_picture.py parameters group-3.png >group-3.json; then
    expect_json "the parameters of the third" group-3.json 'j["image_index"] == 2 and j["seed"] == 7'
  fi
fi

# The mark changes the corner and leaves the file a picture.
if draw marked "$prompt" --size 1K --seed 7 -o marked.png --watermark --quiet; then
  expect_picture marked.png "png 1024x1024"
  ! cmp -s first.png marked.png || fail "--watermark changed nothing"
fi

# Without --seed one is drawn and told, and it draws the same picture again.
if draw drawn "$prompt" --size 1280x720 -o drawn.png --json; then
  seed=$(python3 -c 'import json; print(json.load(open("drawn.out"))["seed"])')
  if draw again "$prompt" --size 1280x720 --seed "$seed" -o again.png --json; then
    cmp drawn.png again.png || fail "the seed that was told, $seed, draws another picture"
  fi
  ! cmp -s drawn.png first.png || fail "a picture of another size and seed is the same file"
fi

leftovers=$(find . -name '*partial*')
[ -z "$leftovers" ] || fail "left behind: $leftovers"
[ "$failures" = 0 ] || { echo "$failures failed" >&2; exit 1; }
