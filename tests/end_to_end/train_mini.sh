#!/bin/bash
# tests/end_to_end/train_mini.sh
#
# The whole training of the embedded model, rehearsed: script/train_mini with the fewest steps, from the drawings to a
# folder with 8-bit weights, which then draws a picture and knows words, references and a picture book. A second call
# finds everything done.
#
# Used by   script/test end_to_end: $REVERIE is the launcher, $WORK a folder of its own.
set -eu
: "${REVERIE:?the program to test}" "${WORK:?an empty folder}"
root=$(dirname -- "$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")")
fail() { echo "train_mini.sh: $*" >&2; exit 1; }

train() { SHARE=1 DEVICE=cpu REVERIE=$REVERIE "$root/script/train_mini" "$WORK/out"; }
train >"$WORK/path" 2>"$WORK/log" || { tail -n 20 "$WORK/log" >&2; fail "the training failed"; }
model=$(cat "$WORK/path")
"$REVERIE" model inspect "$model" >"$WORK/report" || { cat "$WORK/report" >&2; fail "the model has faults"; }
for part in text_encoder transformer vae writer picture_book; do
  grep -q "^ *$part " "$WORK/report" || fail "the model lacks its $part"
done
grep -q '"references": "reused"' "$model/reverie.json" || fail "the model takes no references"
"$REVERIE" generate "a red car next to an okapi on a beach" --model "$model" --size 1K --seed 1 -o "$WORK/drawn.png" \
  2>"$WORK/notes" >/dev/null || { cat "$WORK/notes" >&2; fail "the model does not draw"; }
grep -q 'does not know: okapi' "$WORK/notes" || { cat "$WORK/notes" >&2; fail "a word nobody taught is not named"; }
"$REVERIE" generate "make it night" --image "$WORK/drawn.png" --model "$model" --size 1K -o "$WORK/edited.png" -q >/dev/null ||
  fail "the model does not edit"
train 2>"$WORK/again" >/dev/null
[ ! -s "$WORK/again" ] || { cat "$WORK/again" >&2; fail "a finished training began again"; }
echo "train_mini.sh: every stage, and a picture"
