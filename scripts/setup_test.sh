#!/bin/bash
# scripts/setup_test.sh: ./reverie, script/setup and script/build against a machine made of fakes.
#
# A copy of the scripts runs in a temporary folder, with apt-get, dpkg-query, sudo, id, cmake, python3
# and pip replaced by small programs that write down how they were called. So the paths a healthy
# machine never takes are proven too: no root, no sudo, an interrupted pip, an index without CPU builds.
#
# Used by   script/test. Takes a few seconds, touches nothing outside its temporary folder.
set -u
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0 checks=0

check() {  # description, then a command that must succeed
  local description=$1
  shift
  checks=$((checks + 1))
  "$@" && return
  failures=$((failures + 1))
  echo "FAILED: $description"
  sed 's/^/    /' "$work/out" 2>/dev/null
}
says() { grep -qF -- "$1" "$work/out"; }
called() { grep -qF -- "$1" "$work/calls"; }
not() { ! "$@"; }
same() { [ "$1" = "$2" ]; }

# Runs a command on the fake machine; its output goes to $work/out, its status to $status.
on_machine() {
  : >"$work/calls"
  env PATH="$work/bin:$PATH" CALLS="$work/calls" FAKE="$work" "$@" >"$work/out" 2>&1
  status=$?
}

fake() { cat >"$work/bin/$1"; chmod +x "$work/bin/$1"; }

# A PATH with the fakes and what the scripts themselves need, and nothing else of this machine.
only_fakes() {
  local tool
  for tool in sh dirname readlink mkdir mv rm cp cat env cmake g++ ninja uname tail grep flock; do
    [ -e "$work/bin/$tool" ] || ln -s "$(command -v "$tool")" "$work/bin/$tool"
  done
  echo "$work/bin"
}

fresh_machine() {
  chmod -R u+w "$work" 2>/dev/null
  rm -rf "${work:?}"/*
  mkdir -p "$work/bin" "$work/a tree/src" "$work/a tree/cmake" "$work/a tree/.git/refs/heads"
  tree="$work/a tree"
  cp -r "$root/script" "$root/reverie" "$root/CMakeLists.txt" "$root/CMakePresets.json" "$tree/"
  echo 'message()' >"$tree/cmake/x.cmake"
  echo 'ref: refs/heads/main' >"$tree/.git/HEAD"
  echo 1111 >"$tree/.git/refs/heads/main"
  echo 0 >"$work/uid"
  touch "$work/missing"
  fake id <<'X'
#!/bin/sh
cat "$FAKE/uid"
X
  fake dpkg-query <<'X'
#!/bin/sh
shift 3
for name; do grep -qx -- "$name" "$FAKE/missing" || printf '%s=installed ' "$name"; done
X
  fake sudo <<'X'
#!/bin/sh
echo "sudo $*" >>"$CALLS"
[ -e "$FAKE/no-sudo" ] && exit 1
exec "$@"
X
  fake apt-get <<'X'
#!/bin/sh
echo "apt-get $*" >>"$CALLS"
[ ! -e "$FAKE/apt-broken" ]
X
  fake cmake <<'X'
#!/bin/sh
echo "cmake $*" >>"$CALLS"
case $1 in
  --preset) mkdir -p "build/$2" && touch "build/$2/build.ninja" "build/$2/CMakeCache.txt" ;;
  --build)
    [ ! -e "$FAKE/build-broken" ] || { echo "error: no semicolon"; exit 1; }
    printf '#!/bin/sh\necho "home=$REVERIE_HOME"\n[ "${1:-}" != spin ] || echo "spin=${GOMP_SPINCOUNT:-unset}"\nfor a; do echo "<$a>"; done\nexit 7\n' >"$2/reverie"
    chmod +x "$2/reverie" ;;
esac
X
  # A Python whose virtual environments hold a pip that "installs" a torch of two files.
  fake python3 <<'X'
#!/bin/sh
case "$1 ${2:-}" in
  "-c "*) exit 0 ;;
  "-m venv") mkdir -p "$3/bin" && cp "$FAKE/bin/venv-python" "$3/bin/python" ;;
esac
X
  fake venv-python <<'X'
#!/bin/sh
site=$(dirname "$(dirname "$0")")/lib
if [ "$1 ${2:-}" = "-m pip" ]; then
  for wanted; do :; done
  echo "pip $*" >>"$CALLS"
  case $wanted in
    *+cpu) [ ! -e "$FAKE/no-cpu-wheel" ] || { echo "ERROR: No matching distribution found for $wanted"; exit 1; } ;;
  esac
  [ ! -e "$FAKE/pip-broken" ] || { echo "ERROR: connection reset"; exit 1; }
  mkdir -p "$site/torch/share/cmake/Torch" "$site/torch-2.13.0.dist-info"
  echo config >"$site/torch/share/cmake/Torch/TorchConfig.cmake"
  echo library >"$site/torch/libtorch.so"
  printf 'Metadata-Version: 2.1\nName: torch\nVersion: %s\n' "${wanted#torch==}" >"$site/torch-2.13.0.dist-info/METADATA"
  printf '%s\n' torch/share/cmake/Torch/TorchConfig.cmake,,7 torch/libtorch.so,,8 >"$site/torch-2.13.0.dist-info/RECORD"
  [ ! -e "$FAKE/disk-full" ] || : >"$site/torch/libtorch.so"
  exit 0
fi
PYTHONPATH="$site" exec "$REAL_PYTHON" "$@"
X
}
REAL_PYTHON=$(python3 -c 'import sys; print(sys.executable)')
export REAL_PYTHON
unset REVERIE_LIBTORCH REVERIE_REBUILD SUDO_UID JOBS

# --- script/setup ---------------------------------------------------------------------------------

fresh_machine
on_machine "$tree/script/setup"
check "setup succeeds on a machine with every package" same "$status" 0
check "it asks for no package then" not called apt-get
check "it asks for the CPU wheel by name" called 'torch==2.13.0+cpu'
check "it writes down where LibTorch is" grep -qx "$tree/.cache/venv/lib/torch" "$tree/.cache/libtorch"
on_machine "$tree/script/setup"
check "a second setup does nothing" not test -s "$work/calls"
check "and says nothing" not test -s "$work/out"

rm "$tree/.cache/libtorch"
on_machine "$tree/script/setup"
check "a whole wheel without its stamp is adopted, not downloaded again" not called pip
rm "$tree/.cache/libtorch" "$tree/.cache/venv/lib/torch/libtorch.so"
on_machine "$tree/script/setup"
check "a wheel with a file missing, as an interrupted pip leaves it, is installed anew" called pip
check "and then is whole" test -s "$tree/.cache/venv/lib/torch/libtorch.so"
printf '%s\nwheel torch 2.4.0\n' "$tree/.cache/venv/lib/torch" >"$tree/.cache/libtorch"
sed -i 's/2.13.0/2.4.0/' "$tree/.cache/venv/lib/torch-2.13.0.dist-info/METADATA"
on_machine "$tree/script/setup"
check "a wheel of another version than the pinned one is replaced" called pip

fresh_machine; touch "$work/disk-full"
on_machine "$tree/script/setup"
check "a truncated library is noticed" same "$status" 1
check "and leaves no stamp" not test -e "$tree/.cache/libtorch"

fresh_machine; touch "$work/no-cpu-wheel"
on_machine "$tree/script/setup"
check "without a CPU wheel the index's default build is taken" called 'torch==2.13.0'
check "and the user is told" says 'no CPU-only build'

fresh_machine; touch "$work/pip-broken"
on_machine "$tree/script/setup"
check "a failing pip fails the setup" same "$status" 1
check "with pip's own words" says 'connection reset'
check "a network fault is not taken for a missing CPU wheel" not says 'CPU-only'

fresh_machine; printf 'libvips-dev\nmold\n' >"$work/missing"
# mold is not a package here but a command on the PATH, as a tool built by hand would be.
fake mold <<<'#!/bin/sh'
on_machine "$tree/script/setup"
check "root installs what is missing" called 'apt-get install'
check "which is libvips-dev" grep -q 'apt-get install.* libvips-dev$' "$work/calls"
check "without sudo" not called sudo

fresh_machine; echo libvips-dev >"$work/missing"; echo 1000 >"$work/uid"
on_machine "$tree/script/setup"
check "a user installs through sudo" called 'sudo env DEBIAN_FRONTEND=noninteractive apt-get install'

fresh_machine; echo libvips-dev >"$work/missing"; touch "$work/apt-broken"
on_machine "$tree/script/setup"
check "a failing apt-get fails the setup" same "$status" 1
check "naming the package" says 'apt-get could not install libvips-dev'

fresh_machine; echo libvips-dev >"$work/missing"; echo 1000 >"$work/uid"; rm "$work/bin/sudo"
on_machine env PATH="$(only_fakes)" "$tree/script/setup"
check "a user without sudo is refused" same "$status" 1
check "and told what is missing and why" says 'needs root or sudo: libvips-dev'

fresh_machine; printf 'nodejs\nnpm\n' >"$work/missing"
on_machine env PATH="$(only_fakes)" "$tree/script/setup" --tests
check "the tests' machine gets Node.js and npm" grep -q 'apt-get install.* nodejs npm$' "$work/calls"
fake node <<<'#!/bin/sh'; fake npm <<<'#!/bin/sh'
on_machine env PATH="$(only_fakes)" "$tree/script/setup" --tests
check "and keeps those of its own" not called apt-get

fresh_machine
on_machine "$tree/script/setup" --everything
check "an unknown option is refused by name" says "unknown option '--everything'"

fresh_machine
mkdir -p "$work/own torch/share/cmake/Torch"; touch "$work/own torch/share/cmake/Torch/TorchConfig.cmake"
on_machine env REVERIE_LIBTORCH="$work/own torch" "$tree/script/setup"
check "a LibTorch of one's own needs no pip" not called pip
check "and is remembered" grep -qx "$work/own torch" "$tree/.cache/libtorch"
on_machine "$tree/script/setup"
check "also by a setup that is not told again" not called pip
rm -r "$work/own torch"
on_machine "$tree/script/setup"
check "if it goes away, that is said" says 'is gone; set REVERIE_LIBTORCH'
on_machine env REVERIE_LIBTORCH="$work/nothing" "$tree/script/setup"
check "a folder without LibTorch is refused" says 'holds no share/cmake/Torch/TorchConfig.cmake'

# --- ./reverie and script/build -------------------------------------------------------------------

fresh_machine
ln -s "$tree/reverie" "$work/link to reverie"
cd "$work" || exit 1
on_machine "./link to reverie" generate "a red car" -o "my picture.png"
check "the first start configures" called 'cmake --preset release'
check "and builds the program" called '--target reverie'
check "through a symbolic link it finds its home" says "home=$tree"
check "words with spaces arrive whole" says '<my picture.png>'
check "the program's own exit status comes back" same "$status" 7
on_machine "$tree/reverie" --help
check "the second start builds nothing" not test -s "$work/calls"
check "and prints only what the program prints" same "$(cat "$work/out")" "home=$tree
<--help>"

on_machine env -u OMP_WAIT_POLICY -u GOMP_SPINCOUNT "$tree/reverie" spin
check "OpenMP's threads spin shortly" says spin=100000
on_machine env -u OMP_WAIT_POLICY GOMP_SPINCOUNT=7 "$tree/reverie" spin
check "unless somebody said how long" says spin=7
on_machine env -u GOMP_SPINCOUNT OMP_WAIT_POLICY=active "$tree/reverie" spin
check "or how to wait" says spin=unset

started=$(date +%s%N)
for _ in 1 2 3 4 5 6 7 8 9 10; do on_machine "$tree/reverie" --help; done
check "the launcher costs under 60 ms even on a busy machine (6 ms when it is idle)" \
  test $((($(date +%s%N) - started) / 10000000)) -lt 60

echo 2222 >"$tree/.git/refs/heads/main"
on_machine env REVERIE_REBUILD=0 "$tree/reverie"
check "REVERIE_REBUILD=0 starts the old program" not called cmake
on_machine "$tree/reverie"
check "another commit builds again" called 'cmake --build'
check "without configuring again" not called 'cmake --preset'
echo '# more' >>"$tree/cmake/x.cmake"
on_machine "$tree/reverie"
check "so does a changed CMake file" called 'cmake --build'
on_machine env REVERIE_REBUILD=1 "$tree/reverie"
check "REVERIE_REBUILD=1 builds in any case" called 'cmake --build'
fake nproc <<'X'
#!/bin/sh
if [ -n "${OMP_NUM_THREADS:-}" ]; then echo 1; else echo 2; fi
X
on_machine env REVERIE_REBUILD=1 OMP_NUM_THREADS=1 "$tree/reverie"
check "on all cores, whatever is set for the programs it builds" called ' -j 2 --target'
rm "$work/bin/nproc"

touch "$work/build-broken"
echo 3333 >"$tree/.git/refs/heads/main"
on_machine "$tree/reverie"
check "a failed build is an error, not the old program" same "$status" 1
check "with the compiler's words" says 'no semicolon'
rm "$work/build-broken"
on_machine "$tree/reverie"
check "and is tried again at the next start" called 'cmake --build'

mv "$tree" "$work/moved"
on_machine "$work/moved/reverie"
check "a moved folder is configured anew" called 'cmake --preset release'
check "and knows its new home" says "home=$work/moved"

rm -rf "$work/moved/.git"
echo 'int x;' >"$work/moved/src/x.cpp"
on_machine "$work/moved/reverie"
on_machine "$work/moved/reverie"
check "a source archive without .git starts at once" not test -s "$work/calls"
echo 'int longer;' >"$work/moved/src/x.cpp"
on_machine "$work/moved/reverie"
check "and is built again when a source file changes" called 'cmake --build'

echo "setup_test: $((checks - failures)) passed, $failures failed"
[ "$failures" = 0 ]
