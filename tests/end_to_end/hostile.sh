#!/bin/bash
# tests/end_to_end/hostile.sh
#
# The list of hostile requests (hostile_requests.py) against a real server: each is refused with the right
# status, nothing on loopback that they aim at is asked, and the server is well afterwards.
#
# Used by   script/test end_to_end: $REVERIE is the launcher, $WORK a folder of its own.
set -eu
exec python3 "$(dirname -- "$0")/hostile.py"
