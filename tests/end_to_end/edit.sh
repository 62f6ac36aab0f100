#!/bin/bash
# tests/end_to_end/edit.sh
#
# Editing a picture of the embedded model as a user does: what the words name changes, everything else stays
# to the pixel, and what is not there is said.
#
# Used by   script/test end_to_end
# Needs     $REVERIE, the program; $WORK, an empty folder
set -u
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
cd "$WORK" || exit 1
failures=0

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }

draw() {  # name, prompt, arguments...
  local name=$1 prompt=$2
  shift 2
  "$REVERIE" generate "$prompt" --size 1024x1024 --seed 4 -o "$name.png" "$@" >"$name.out" 2>"$name.err" ||
    fail "$name: $(cat "$name.err")"
}

draw before "a fox to the left of a red car in a forest"
draw blue "make the car blue" --image before.png
draw nothing "remove the elephant" --image before.png
grep -q "not found on the picture: elephant" nothing.err || fail "nothing was said of the elephant: $(cat nothing.err)"
! grep -q "not found" blue.err || fail "the car was not found: $(cat blue.err)"

python3 - <<'PYTHON' || failures=$((failures + 1))
import sys, zlib

def pixels(path):
    """Rows of RGB bytes of an 8-bit PNG without interlacing."""
    data, at, packed = open(path, "rb").read(), 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
        if kind == b"IHDR":
            width, height = (int.from_bytes(data[at + 8 + i:at + 12 + i], "big") for i in (0, 4))
        packed += data[at + 8:at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    raw, rows, above = zlib.decompress(packed), [], bytearray(3 * width)
    for y in range(height):
        kind, row = raw[y * (3 * width + 1)], bytearray(raw[y * (3 * width + 1) + 1:(y + 1) * (3 * width + 1)])
        for i in range(3 * width):
            left, up = (row[i - 3] if i >= 3 else 0), above[i]
            corner = above[i - 3] if i >= 3 else 0
            if kind == 1: row[i] = (row[i] + left) & 255
            elif kind == 2: row[i] = (row[i] + up) & 255
            elif kind == 3: row[i] = (row[i] + (left + up) // 2) & 255
            elif kind == 4:
                guess = left + up - corner
                by = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
                row[i] = (row[i] + by[2]) & 255
        rows.append(bytes(row))
        above = row
    return rows

before, blue = pixels("before.png"), pixels("blue.png")
width = len(before[0]) // 3
left = [(a[:3 * width * 2 // 5], b[:3 * width * 2 // 5]) for a, b in zip(before, blue)]
if any(a != b for a, b in left):
    sys.exit("FAILED: pixels far from the car have changed")
# Of the right half's lower half: how much bluer than red it is.
def blueness(rows):
    return sum(row[3 * x + 2] - row[3 * x] for row in rows[width // 2:] for x in range(width // 2, width))
gained = (blueness(blue) - blueness(before)) / (width * width / 4)
if gained < 10:
    sys.exit(f"FAILED: the car is no bluer than it was ({gained:.1f} of 255 on average)")
PYTHON
[ "$failures" = 0 ] || exit 1
echo "edit: passed"
