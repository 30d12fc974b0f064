#!/usr/bin/env bash
# The servers that tests need, on 127.0.0.1 and free ports, their data under a folder that did not exist before:
#
#   servers.sh start DIR             PostgreSQL 17 with TimescaleDB, and Apache Kafka; DIR/env says where they are:
#                                    . DIR/env. A server that OYA_TEST_POSTGRES or OYA_TEST_KAFKA names already is used
#                                    and not started. One that cannot be had is reported on stderr and in DIR/missing, and
#                                    its variable is not in DIR/env; that is no failure.
#   servers.sh start-postgres DIR    one more PostgreSQL, or one more Kafka, for a test that breaks it; what a client
#   servers.sh start-kafka DIR       needs is the one line on stdout, and in DIR/env. 3 when it cannot be had.
#   servers.sh postgres DIR ACTION   start (waits until it answers, on the port that it had), stop (cleanly), or kill
#   servers.sh kafka DIR ACTION      (kill -9 of all its processes; returns when they are gone)
#   servers.sh psql DIR [ARG...]     psql on the PostgreSQL of DIR
#   servers.sh stop DIR              ends every server that has its data under DIR, and removes DIR; again does nothing
#
# PostgreSQL comes from Debian 13, whatever Debian this is, in a root of its own that is made once, in OYA_TEST_CACHE,
# else ~/.cache/oya-metering; it runs in name spaces of its own, so that a mount, a shared memory or a process that it
# leaves goes away with it. Kafka comes from KAFKA_HOME, else ../shared/kafka beside the repository.
set -euo pipefail

self=$(realpath "${BASH_SOURCE[0]}")
repository=$(dirname "$(dirname "$self")")
cache=${OYA_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/var/tmp}/.cache}/oya-metering}
suite=trixie
packages=postgresql-17,postgresql-17-timescaledb
root=$cache/$suite-postgresql-17-1                         # another recipe below is another name here
timeout=${OYA_TEST_TIMEOUT:-120}                          # seconds in which a server must answer

say() { echo "servers.sh: $*" >&2; }
usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$self" >&2; exit 2; }
tail_of() { [ ! -s "$1" ] || tail -n 25 "$1" | sed -E 's#[a-z]+://[^ ]+#(address)#g; s/^/    /' >&2; }
quoted() { printf "'%s'" "${1//\'/\'\\\'\'}"; }
variable() { printf 'export %s=%s\n' "$1" "$(quoted "$2")"; }

# --- Processes: a pid file holds the process and its birth, so that a later process of the same number is not taken for it.

birth() {
  local stat
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "$1" != Z ] && echo "${20}"
}
alive() {
  local pid born
  [ -s "$1/pid" ] && read -r pid born < "$1/pid" && [ "$(birth "$pid")" = "$born" ] && echo "$pid"
}

# launch SERVER COMMAND...: in a session of its own, so that Ctrl-C is not for it; its pid is kept before this returns.
# shellcheck disable=SC2016
start='server=$1; shift
  "$@" </dev/null >>"$server/log" 2>&1 & pid=$!
  read -r stat </proc/$pid/stat; set -- ${stat##*) }; echo "$pid ${20}" >"$server/pid"'
launch() { setsid bash -c "$start" start "$@" 9>&-; }

gone() {                                                   # gone SERVER SECONDS
  local end=$((SECONDS + $2))
  while alive "$1" >/dev/null; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.05
  done
}

finish() {                                                 # finish SERVER SIGNAL: that signal, and KILL if it does not help
  local pid
  if pid=$(alive "$1"); then
    kill -s "$2" "$pid" 2>/dev/null || true
    if ! gone "$1" 30; then
      say "$1 did not end on $2 within 30 s: killed"
      kill -s KILL "$pid" 2>/dev/null || true
      gone "$1" 10 || { say "process $pid does not go away"; return 1; }
    fi
  fi
  rm -f "$1/pid"
}

answers() {                                                # answers SERVER COMMAND...: until it does, ends, or the time is over
  local server=$1 end=$((SECONDS + timeout)); shift
  until "$@" >/dev/null 2>&1; do
    alive "$server" >/dev/null || return 1
    [ "$SECONDS" -lt "$end" ] || { say "no answer within $timeout s"; return 1; }
    sleep 0.2
  done
}

# Below the ports that the kernel hands out by itself: nothing takes a server's while it is away and comes again.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

# --- Getting what is needed. Each says why not on stderr and in DIR/missing.

missing() { say "$2: $3"; echo "$2 ($3)" >>"$1/missing"; }

as_root() { [ "$(id -u)" -eq 0 ]; }
locked() { mkdir -p "$cache" && exec 9>"$cache/lock" && flock 9; }
unlocked() { exec 9>&-; }

install() {                                                # install COMMAND-THAT-THEN-WORKS PACKAGE...: the first that does
  local works=$1 package updated=; shift
  as_root && command -v apt-get >/dev/null || return 1
  for updated in no yes; do
    [ $updated = no ] || apt-get update >/dev/null 2>&1 || true
    for package; do
      say "fetching $package"
      DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$package" \
        >/dev/null 2>&1 || continue
      hash -r
      ! $works >/dev/null 2>&1 || return 0
    done
  done
  return 1
}

# The mirror of Debian that this machine's own apt uses.
mirror() {
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" && $3 ~ /^(https?|file):/ && !found { print $3; found = 1 }'
}

isolates() { unshare --mount --ipc --pid --fork true; }

have_root() {                                              # have_root DIR
  local what="TimescaleDB" instead="or set OYA_TEST_POSTGRES to a server"
  if ! as_root; then missing "$1" "$what" "no root: become root, $instead"; return 1; fi
  if ! isolates 2>/dev/null; then missing "$1" "$what" "no mount and process name spaces here: allow them, $instead"; return 1; fi
  [ ! -e "$root" ] || return 0
  locked || { missing "$1" "$what" "$cache cannot be written: set OYA_TEST_CACHE, $instead"; return 1; }
  local made=0
  [ -e "$root" ] || make_root "$1" "$what" "$instead" || made=1
  unlocked
  return $made
}

making=
abandon() {                                                # what is being made, when a signal comes
  [ -n "$making" ] || return 0
  kill -KILL "$making" 2>/dev/null || true
  wait "$making" 2>/dev/null || true
  rm -rf --one-file-system "$root.part" 2>/dev/null || { sleep 1; rm -rf --one-file-system "$root.part"; }
}

make_root() {
  local dir=$1 what=$2 instead=$3 from proxy log=$1/debootstrap.log
  if ! command -v apt-get >/dev/null; then missing "$dir" "$what" "no apt-get: use a Debian, $instead"; return 1; fi
  if ! command -v debootstrap >/dev/null && ! install "command -v debootstrap" debootstrap; then
    missing "$dir" "$what" "no debootstrap and apt-get does not get it: see to the network, $instead"; return 1
  fi
  from=$(mirror)
  [ -n "$from" ] || { apt-get update >/dev/null 2>&1 || true; from=$(mirror); }
  if [ -z "$from" ]; then missing "$dir" "$what" "apt has no mirror of Debian here: $instead"; return 1; fi
  proxy=$(apt-config shell proxy Acquire::http::Proxy | sed -n "s/^proxy='\(.*\)'$/\1/p")
  [ -z "$proxy" ] || export http_proxy=${http_proxy:-$proxy} https_proxy=${https_proxy:-$proxy}
  local keys=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -e $keys ] || install "test -e $keys" debian-archive-keyring || true
  say "making a root with PostgreSQL 17 and TimescaleDB, once: 700 MB to fetch and unpack, about a minute"
  rm -rf --one-file-system "$root.part"
  unshare --mount --pid --fork --kill-child debootstrap --variant=minbase --keyring=$keys --include=$packages \
    $suite "$root.part" "$from" </dev/null >"$log" 2>&1 9>&- & making=$!
  if ! wait $making; then
    making=
    tail_of "$log"
    rm -rf --one-file-system "$root.part"
    missing "$dir" "$what" "debootstrap failed: see to the network and the space in OYA_TEST_CACHE, $instead"
    return 1
  fi
  making=
  rm -rf "$root.part"/var/lib/postgresql/*/main "$root.part"/var/cache/apt "$root.part"/var/lib/apt/lists/* \
    "$root.part"/usr/share/{doc,man,info,locale}/*
  mv -T "$root.part" "$root"
}

java_works() {                                             # JAVA_HOME's if it is set, else the path's; 17 or later
  local version
  version=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ]
}

kafka_home() {
  local home
  for home in ${KAFKA_HOME:+"$KAFKA_HOME"} "$repository/../shared/kafka"; do
    [ ! -e "$home/bin/kafka-server-start.sh" ] || { realpath "$home"; return; }
  done
  return 1
}

have_kafka() {                                             # have_kafka DIR; sets home
  local instead="or set OYA_TEST_KAFKA to a broker"
  if ! home=$(kafka_home); then missing "$1" "Kafka" "no KAFKA_HOME: set it to an Apache Kafka 4, $instead"; return 1; fi
  java_works && return
  if [ -n "${JAVA_HOME:-}" ]; then missing "$1" "Kafka" "JAVA_HOME has no Java 17 or later: set it to one, $instead"; return 1; fi
  locked || true
  java_works || install java_works openjdk-17-jre-headless openjdk-21-jre-headless default-jre-headless || true
  unlocked
  java_works || { missing "$1" "Kafka" "no Java 17 or later: install one, as root apt-get does, $instead"; return 1; }
}

# --- PostgreSQL

# What runs in the root sees the instance's files as /srv, is the root's user postgres, and shares no memory with others.
bin=/usr/lib/postgresql/17/bin
# shellcheck disable=SC2016
with_files='mount --bind "$1" "$2/srv" && mount -t tmpfs -o mode=1777 none "$2/dev/shm" && shift 2 && exec "$@"'
isolated() { local server=$1; shift; unshare --mount --ipc bash -c "$with_files" with_files "$server/files" "$root" "$@"; }
database_user() { awk -F: '$1 == "postgres" { print $3 ":" $4 }' "$root/etc/passwd"; }
in_root() {                                                # in_root RUNNER [ARG...] -- COMMAND...
  local before=()
  while [ "$1" != -- ]; do before+=("$1"); shift; done
  shift
  "${before[@]}" chroot --groups= --userspec="$(database_user)" "$root" \
    /usr/bin/env -i HOME=/ PATH="$bin:/usr/bin:/bin" LANG=C.UTF-8 TERM="${TERM:-dumb}" "$@"
}

client() {                                                 # client SERVER ARG...
  local server=$1; shift
  in_root env -- psql -X -h 127.0.0.1 -p "$(<"$server/port")" -U postgres "$@"
}
postgres_answers() { client "$1" -w -d postgres -c 'select 1' </dev/null; }

run_postgres() {                                           # 0 when it answers
  local server=$1
  if ! alive "$server" >/dev/null; then
    rm -f "$server/pid"
    # Process 1 of a name space: when it dies the kernel ends all that it started, and only then is it gone.
    in_root launch_postgres "$server" -- postgres -D /srv/data -p "$(<"$server/port")"
  fi
  answers "$server" postgres_answers "$server"
}
launch_postgres() {
  local server=$1; shift
  isolated "$server" setsid unshare --pid bash -c "$start" start "$server" "$@" 9>&-
}

make_postgres() {                                          # make_postgres DIR
  local server=$1/postgres user
  have_root "$1" || return 3
  user=$(database_user)
  mkdir -p "$server/files/data" "$server/files/run"
  chmod 700 "$server/files" "$server/files/data"
  chown -R "$user" "$server/files"
  if ! in_root isolated "$server" -- initdb -D /srv/data -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
      >"$server/log" 2>&1 </dev/null; then
    tail_of "$server/log"; missing "$1" "TimescaleDB" "initdb failed"; return 1
  fi
  # One scheduler runs in every database with the extension, and one launcher: as many as there can be databases.
  cat >>"$server/files/data/postgresql.conf" <<-END
	listen_addresses = '127.0.0.1'
	unix_socket_directories = '/srv/run'
	shared_preload_libraries = 'timescaledb'
	timescaledb.telemetry_level = off
	timescaledb.max_background_workers = 200
	max_worker_processes = 220
	max_connections = 200
	max_locks_per_transaction = 256
	shared_buffers = 256MB
	fsync = on
	recovery_init_sync_method = syncfs
	log_checkpoints = off
	timezone = 'UTC'
	log_timezone = 'UTC'
	END
  for _ in 1 2 3; do
    free_port >"$server/port"
    if run_postgres "$server"; then
      variable OYA_TEST_POSTGRES "$(postgres_address "$server")" >>"$1/env"
      variable OYA_TEST_POSTGRES_CONTROL "$(printf '%q postgres %q' "$self" "$1")" >>"$1/env"
      return
    fi
    finish "$server" KILL
    grep -q 'could not bind' "$server/log" || break
  done
  tail_of "$server/log"
  missing "$1" "TimescaleDB" "PostgreSQL does not answer"
  return 1
}
postgres_address() { echo "Host=127.0.0.1;Port=$(<"$1/port");Username=postgres;Database=postgres"; }

# --- Kafka

run_kafka() {
  local server=$1 home
  if ! alive "$server" >/dev/null; then
    rm -f "$server/pid"
    home=$(<"$server/home")
    # The names of heap and collector are two: of the official scripts, and of those beside the jars.
    LOG_DIR=$server/logs KAFKA_HEAP_OPTS="-Xms256m -Xmx512m" KAFKA_JVM_OPTS=-XX:+UseSerialGC \
      KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC \
      launch "$server" "$home/bin/kafka-server-start.sh" "$server/server.properties"
  fi
  answers "$server" kafka_answers "$(<"$server/port")"
}

# The first version of Kafka's metadata request, of no topic; the answer begins with how many brokers are ready, and one
# that has only opened its port says none.
kafka_answers() {
  local answer
  # shellcheck disable=SC2016
  answer=$(timeout 5 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$1"
    printf "\0\0\0\21\0\3\0\0\0\0\0\1\0\3oya\0\0\0\0" >&3
    dd bs=1 count=12 <&3 2>/dev/null | od -An -v -tu1' kafka "$1") || return 1
  # shellcheck disable=SC2086
  set -- $answer
  [ $# -eq 12 ] && [ $(($9 + ${10} + ${11} + ${12})) -gt 0 ]
}

make_kafka() {                                             # make_kafka DIR
  local server=$1/kafka home controller id
  have_kafka "$1" || return 3
  for _ in 1 2 3; do
    rm -rf "$server"
    mkdir -p "$server"
    echo "$home" >"$server/home"
    free_port >"$server/port"
    controller=$(free_port)
    cat >"$server/server.properties" <<-END
	process.roles=broker,controller
	node.id=1
	controller.quorum.bootstrap.servers=127.0.0.1:$controller
	listeners=PLAINTEXT://127.0.0.1:$(<"$server/port"),CONTROLLER://127.0.0.1:$controller
	advertised.listeners=PLAINTEXT://127.0.0.1:$(<"$server/port")
	controller.listener.names=CONTROLLER
	inter.broker.listener.name=PLAINTEXT
	listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
	log.dirs=$server/data
	auto.create.topics.enable=false
	group.initial.rebalance.delay.ms=0
	default.replication.factor=1
	offsets.topic.replication.factor=1
	offsets.topic.num.partitions=4
	transaction.state.log.replication.factor=1
	transaction.state.log.min.isr=1
	transaction.state.log.num.partitions=2
	share.coordinator.state.topic.replication.factor=1
	share.coordinator.state.topic.min.isr=1
	share.coordinator.state.topic.num.partitions=2
	broker.heartbeat.interval.ms=1000
	broker.session.timeout.ms=5000
	num.network.threads=2
	num.io.threads=4
	END
    id=$(head -c 16 /dev/urandom | base64 | tr '+/' 'ab' | tr -d =)
    if ! LOG_DIR=$server/logs "$home/bin/kafka-storage.sh" format --standalone --cluster-id "$id" \
        --config "$server/server.properties" >>"$server/log" 2>&1 </dev/null 9>&-; then
      tail_of "$server/log"; missing "$1" "Kafka" "its storage could not be formatted"; return 1
    fi
    if run_kafka "$server"; then
      variable OYA_TEST_KAFKA "127.0.0.1:$(<"$server/port")" >>"$1/env"
      variable OYA_TEST_KAFKA_CONTROL "$(printf '%q kafka %q' "$self" "$1")" >>"$1/env"
      return
    fi
    finish "$server" KILL
    grep -q 'BindException\|Address already in use' "$server/log" || break
  done
  tail_of "$server/log"
  missing "$1" "Kafka" "the broker does not answer"
  return 1
}

# --- What is asked for

mark=.servers-of-tests

fresh() {                                                  # fresh DIR; sets dir
  dir=$(realpath -m "$1")
  if [ -e "$dir/$mark" ]; then say "$dir has servers already: stop them first"; exit 2; fi
  if [ -e "$dir" ] && { [ ! -d "$dir" ] || [ -n "$(ls -A "$dir")" ]; }; then say "$dir is not an empty folder"; exit 2; fi
  mkdir -p "$dir"
  touch "$dir/$mark" "$dir/env"
}

report() {                                                 # report DIR VARIABLE SERVER: there, or missing with a reason
  grep -q "^export $2=" "$1/env" || grep -qs "^$3 " "$1/missing" || missing "$1" "$3" "it could not be made ready: set $2 to one"
}

start_all() {
  local dir jobs=() job
  fresh "$1"
  # shellcheck disable=SC2317
  interrupted() {
    trap '' INT TERM HUP
    [ ${#jobs[@]} -eq 0 ] || kill -TERM "${jobs[@]}" 2>/dev/null || true
    wait
    stop_all "$dir"
    exit 143
  }
  trap interrupted INT TERM HUP
  {
    variable OYA_TEST_SERVERS "$self"
    variable OYA_TEST_SERVERS_DIR "$dir"
    [ -z "${OYA_TEST_POSTGRES:-}" ] || variable OYA_TEST_POSTGRES "$OYA_TEST_POSTGRES"
    [ -z "${OYA_TEST_KAFKA:-}" ] || variable OYA_TEST_KAFKA "$OYA_TEST_KAFKA"
  } >>"$dir/env"
  if home=$(kafka_home); then variable KAFKA_HOME "$home" >>"$dir/env"; fi
  if [ -z "${OYA_TEST_POSTGRES:-}" ]; then (trap 'abandon; exit 143' INT TERM HUP; make_postgres "$dir") & jobs+=($!); fi
  if [ -z "${OYA_TEST_KAFKA:-}" ]; then (trap 'abandon; exit 143' INT TERM HUP; make_kafka "$dir") & jobs+=($!); fi
  for job in "${jobs[@]}"; do wait "$job" || true; done
  report "$dir" OYA_TEST_POSTGRES TimescaleDB
  report "$dir" OYA_TEST_KAFKA Kafka
}

start_one() {                                              # start_one KIND DIR
  local dir code=0
  fresh "$2"
  trap 'trap "" INT TERM HUP; abandon; stop_all "$dir"; exit 143' INT TERM HUP
  "make_$1" "$dir" || code=$?
  if [ $code -ne 0 ]; then stop_all "$dir"; exit $code; fi
  if [ "$1" = kafka ]; then echo "127.0.0.1:$(<"$dir/kafka/port")"; else postgres_address "$dir/postgres"; fi
}

act() {                                                    # act KIND DIR ACTION
  local server
  server=$(realpath -m "$2")/$1
  if [ ! -d "$server" ]; then say "no $1 in $2"; exit 2; fi
  case $3 in
    start) "run_$1" "$server" || { tail_of "$server/log"; say "$1 does not answer"; exit 1; } ;;
    stop) if [ "$1" = postgres ]; then finish "$server" INT; else finish "$server" TERM; fi ;;
    kill) finish "$server" KILL ;;
    *) usage ;;
  esac
}

# What is under DIR goes, without a clean shutdown. Servers of folders within DIR are ended too.
stop_all() {
  local dir server
  dir=$(realpath -m "$1")
  [ -e "$dir" ] || return 0
  if [ ! -e "$dir/$mark" ]; then say "$dir has no servers of tests; nothing removed"; exit 2; fi
  while IFS= read -r -d '' server; do finish "$(dirname "$server")" KILL; done < <(find "$dir" -name pid -type f -print0)
  rm -rf --one-file-system "$dir"
}

case ${1:-}:$# in
  start:2) start_all "$2" ;;
  start-postgres:2) start_one postgres "$2" ;;
  start-kafka:2) start_one kafka "$2" ;;
  postgres:3 | kafka:3) act "$@" ;;
  psql:[2-9] | psql:[1-9][0-9]) server=$(realpath -m "$2")/postgres; shift 2; client "$server" "$@" ;;
  stop:2) stop_all "$2" ;;
  *) usage ;;
esac
