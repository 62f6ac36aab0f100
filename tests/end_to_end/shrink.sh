#!/bin/bash
# tests/end_to_end/shrink.sh
#
# `reverie model quantize` hands on every part of a model: the copy has the same files, no faults, and draws the
# same picture, because the embedded model is in 8 bits already.
#
# Used by   script/test end_to_end
# Needs     $REVERIE, the program; $WORK, an empty folder.
set -u
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
cd "$WORK" || exit 1
failures=0

fail() { echo "FAILED: $*" >&2; failures=$((failures + 1)); }

mini=$("$REVERIE" models --json | jq -r '.[] | select(.name == "mini") | .folder')
"$REVERIE" model quantize mini -o copy >quantize.out 2>&1 || fail "quantize: $(cat quantize.out)"
diff <(cd "$mini" && find . -type f | sort) <(cd copy && find . -type f | sort) >files.diff || fail "other files: $(cat files.diff)"
"$REVERIE" model inspect copy >inspect.out 2>&1 || fail "inspect: $(cat inspect.out)"
for model in mini copy; do
  "$REVERIE" generate "a fox next to a red car in a forest" --model $model --size 1024x1024 --seed 5 -o $model.png >/dev/null 2>$model.err ||
    fail "$model: $(cat $model.err)"
done
# The files say which weights drew them; the pixels are the same.
python3 - <<'PYTHON' || fail "the copy draws another picture"
import sys, zlib
def pixels(path):
    data, at, packed = open(path, "rb").read(), 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at:at + 4], "big"), data[at + 4:at + 8]
        packed += data[at + 8:at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return zlib.decompress(packed)
sys.exit(pixels("mini.png") != pixels("copy.png"))
PYTHON
[ "$failures" = 0 ] || exit 1
echo "shrink: passed"
