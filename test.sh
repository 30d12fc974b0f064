#!/usr/bin/env bash
# Builds everything and tests it. Needs the .NET SDK.
#
#   ./test.sh            everything: the format of the sources, every test, and the decoder's tests on the scalar path
#                        too. The servers that tests need it starts and stops by tests/servers.sh; native code is linked
#                        by gcc or clang, which it fetches as root. With arguments (of dotnet test) all projects once.
#   ./test.sh --fast     the tests that need no server and are not [Exhaustive]; arguments may follow.
#
# With CI=true nothing may be missing: what is skipped at home for want of a file or a server is a failure there.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

if ! command -v dotnet >/dev/null; then
  echo "test.sh: dotnet is not there; install the .NET 10 SDK (https://dot.net)" >&2
  exit 3
fi

fast=
if [ "${1:-}" = --fast ]; then
  fast=yes
  shift
  # Whatever a shell has of servers: a fast run is the same everywhere, and what it leaves out is no failure.
  unset OYA_TEST_POSTGRES OYA_TEST_KAFKA KAFKA_HOME OYA_TEST_SERVERS OYA_TEST_NATIVE CI
fi

logs=$(mktemp -d -t oya-logs.XXXXXX) servers=$(mktemp -d -t oya-servers.XXXXXX)
declare -A groups=()
# shellcheck disable=SC2317
cleanup() {
  trap '' INT TERM HUP
  local group
  for group in "${!groups[@]}"; do kill -TERM -- "-$group" 2>/dev/null || true; done
  for group in "${!groups[@]}"; do
    for _ in {1..100}; do kill -0 -- "-$group" 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- "-$group" 2>/dev/null || true
    wait "$group" 2>/dev/null || true
  done
  rmdir "$servers" 2>/dev/null || tests/servers.sh stop "$servers"
  rm -rf "$logs"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# In a process group of its own, and waited for: a signal to this script is heard at once, and ends the group.
# Compilers that stay for the next build are left alone.
begin() { set -m; "$@" </dev/null & begun=$! groups[$!]=1; set +m; }
end() { wait "$1"; unset "groups[$1]"; }
guarded() { begin "$@"; end "$begun"; }

tests() { local project=$1; shift; dotnet test -c Release --no-build --project "tests/$project" "$@"; }
# A filter leaves some projects without a test, which is code 8; that none ran at all is seen below.
all_tests() { dotnet test -c Release --no-build --solution Oya.Metering.sln --ignore-exit-code 8 "$@"; }

# A step is shown as it runs, or in a lane, where others run at the same time, in one piece when it has ended.
step() {
  local name=$1 began=$SECONDS code=0 log; shift
  log=$(mktemp "$logs/step.XXXXXX")
  "$@" 2>&1 | tee "$log" || code=$?
  [ $code -eq 0 ] || echo "$code $name" >>"$logs/failed"
  echo "-- $name: $((SECONDS - began)) s"
}
lane_step() {
  local shown
  shown=$(step "$@")
  flock "$logs" echo "$shown"
}

links() { echo 'int main(void) { return 0; }' | "$1" -x c - -o /dev/null 2>/dev/null; }
linker() {
  if ! links clang && ! links gcc && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "test.sh: nothing links native code here; fetching gcc"
    apt-get install -y --no-install-recommends gcc libc6-dev >/dev/null ||
      { apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev; } >/dev/null || true
  fi
  links clang || links gcc
}

# The sample program as native code, where any warning of the compiler is an error: what the tests then run. It is made
# again only when something in it changed.
native=$PWD/artifacts/native/ReadCapture/ReadCapture
make_native() {
  if linker; then
    dotnet publish samples/ReadCapture -c Release --use-current-runtime -p:PublishAot=true \
      --artifacts-path artifacts/native -o "$(dirname "$native")"
  else
    echo "test.sh: no gcc or clang that links: the native program is not made, and its test is skipped"
    rm -f "$native"
  fi
}

# The first lane waits most of its time, for servers that are away; the second one keeps the cores busy, and makes way.
waiting=" Oya.Load.Tests Oya.Ingest.Tests "
# shellcheck disable=SC2317
wait_lane() {
  local project
  for project in $waiting; do lane_step "$project" tests "$project"; done
}
# shellcheck disable=SC2317
busy_lane() {
  local folder project
  renice -n 5 "$BASHPID" >/dev/null || true
  # The analyzers that dotnet format would run as well are errors of the build.
  lane_step "format, white space" dotnet format whitespace --verify-no-changes --no-restore Oya.Metering.sln
  lane_step "format, style" dotnet format style --verify-no-changes --no-restore Oya.Metering.sln
  lane_step "native code" make_native
  [ ! -x "$native" ] || export OYA_TEST_NATIVE=$native
  for folder in tests/*.Tests; do
    project=${folder#tests/}
    [[ $waiting == *" $project "* ]] || lane_step "$project" tests "$project"
  done
  # The tests of layouts ask the scalar path by themselves.
  OYA_TIC_PATH=scalar lane_step "Oya.Teleinfo.Tests on the scalar path" \
    tests Oya.Teleinfo.Tests --filter-not-class '*.Layout*'
}

build() { dotnet build Oya.Metering.sln -c Release; }

if [ -n "$fast" ]; then
  guarded build
  guarded step "fast tests" all_tests --max-parallel-test-modules 2 --filter-not-trait Size=Exhaustive "$@"
else
  begin tests/servers.sh start "$servers"; starting=$begun
  guarded build
  end "$starting"
  # shellcheck disable=SC1091
  . "$servers/env"
  if [ $# -eq 0 ]; then
    begin busy_lane; busy=$begun
    guarded wait_lane
    end "$busy"
  else
    guarded make_native
    [ ! -x "$native" ] || export OYA_TEST_NATIVE=$native
    guarded step "tests" all_tests --max-parallel-test-modules 1 "$@"
  fi
fi

# The last summary of each step counts.
count() {
  awk -v what="$1:" '$1 == what { last[FILENAME] = $2 } END { for (file in last) sum += last[file]; print sum + 0 }' \
    "$logs"/step.*
}
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped) status=0
if [ -e "$logs/failed" ]; then
  read -r status _ <"$logs/failed"
  sed 's/^\([0-9]*\) \(.*\)/test.sh: \2 failed with code \1/' "$logs/failed" >&2
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
[ -z "$fast" ] || echo "not run: tests that are exhaustive, or need a server; ./test.sh runs them"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
