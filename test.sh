#!/usr/bin/env bash
# Builds everything and runs every test. Needs the .NET SDK, and to link native code gcc or clang, which it fetches as root.
# The servers that tests need it starts and stops by tests/servers.sh.
# With CI=true nothing may be missing: what is skipped at home for want of a file or a server is a failure there.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

if ! command -v dotnet >/dev/null; then
  echo "test.sh: dotnet is not there; install the .NET 10 SDK (https://dot.net)" >&2
  exit 3
fi

dotnet build Oya.Metering.sln -c Release

# The sample program as native code, where any warning of the compiler is an error: what the tests then run. It is made
# anew only when something in it changed.
links() { echo 'int main(void) { return 0; }' | "$1" -x c - -o /dev/null 2>/dev/null; }
if ! links clang && ! links gcc && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
  echo "test.sh: nothing links native code here; fetching gcc"
  apt-get install -y --no-install-recommends gcc libc6-dev >/dev/null ||
    { apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev; } >/dev/null || true
fi
if links clang || links gcc; then
  dotnet publish samples/ReadCapture -c Release --use-current-runtime -p:PublishAot=true \
    --artifacts-path artifacts/native -o artifacts/native/ReadCapture
  export OYA_TEST_NATIVE="$PWD/artifacts/native/ReadCapture/ReadCapture"
else
  echo "test.sh: no gcc or clang that links: the native program is not made, and its test is skipped" >&2
fi

log=$(mktemp) servers=$(mktemp -d -t oya-servers.XXXXXX) child=
# shellcheck disable=SC2317
cleanup() {
  trap '' INT TERM HUP
  if [ -n "$child" ]; then
    kill -TERM -- "-$child" 2>/dev/null || true
    for _ in {1..100}; do kill -0 -- "-$child" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
  rmdir "$servers" 2>/dev/null || tests/servers.sh stop "$servers"
  rm -f "$log"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# In a process group of its own, and waited for: a signal to this script is heard at once, and ends the group.
guarded() {
  local code=0
  set -m; "$@" </dev/null & child=$!; set +m
  wait "$child" || code=$?
  child=
  return "$code"
}

guarded tests/servers.sh start "$servers"
# shellcheck disable=SC1091
. "$servers/env"

status=0 passed=0 failed=0 skipped=0
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
# shellcheck disable=SC2317
tested() { dotnet test -c Release --no-build "$@" 2>&1 | tee "$log"; }
run() {
  guarded tested "$@" || status=$?
  passed=$((passed + $(count succeeded))) failed=$((failed + $(count failed))) skipped=$((skipped + $(count skipped)))
}

# One project at a time: some measure memory and some kill processes, and two cores are not many.
run --solution Oya.Metering.sln --max-parallel-test-modules 1 "$@"
if [ $# -eq 0 ]; then
  echo
  echo "The decoder again, the plain way alone, as on a machine without vectors:"
  OYA_TIC_PATH=scalar run --project tests/Oya.Teleinfo.Tests
fi

if [ "$passed" -eq 0 ]; then
  echo "test.sh: no test ran" >&2
  [ "$status" -ne 0 ] || status=1
fi
if [ "${CI:-}" = true ] && [ "$skipped" -ne 0 ]; then
  echo "test.sh: $skipped tests were skipped; on CI that is a failure" >&2
  [ "$status" -ne 0 ] || status=1
fi

echo
if [ -e "$servers/missing" ]; then
  sed 's/^/not run: tests on /' "$servers/missing"
  if [ "${CI:-}" = true ]; then
    echo "test.sh: a server was missing; on CI that is a failure" >&2
    [ "$status" -ne 0 ] || status=1
  fi
fi
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
