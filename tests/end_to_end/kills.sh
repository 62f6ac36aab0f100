#!/bin/bash
# tests/end_to_end/kills.sh
#
# `kill -9` at random moments while clients of several dialects ask, wait and cancel: no accepted job is lost,
# none is done twice, the database and the files agree.
#
#   REVERIE_KILL_ROUNDS=200   more kills than the 20 of every day
#   REVERIE_KILL_SEED=N       the run that failed; it prints its seed
#
# Used by   script/test end_to_end: $REVERIE is the launcher, $WORK a folder of its own.
set -eu
exec python3 "$(dirname -- "$0")/kills.py"
