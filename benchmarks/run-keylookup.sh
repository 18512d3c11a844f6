#!/bin/sh
# Measures keylookup-service with a million known certificates in PostgreSQL, on one core: cached lookups, lookups from
# PostgreSQL, cold lookups of peers that are 50 ms away, refresh, memory; wrk, the peers, PostgreSQL and Kafka
# have the other core. Build first: ./mvnw -Dquick -DskipTests package
# Needs wrk, curl, pgrep and taskset. Takes a quarter of an hour.
#
#   benchmarks/run-keylookup.sh
#
# CERTIFICATES (1000000), KEYS (20000 distinct ones among them), COLD (600 lookups of each kind, the first half warms up),
# ROUNDS (3) and SECONDS_EACH (5) choose how much, SERVER_CPU and LOAD_CPU the cores (0 and 1), JAVA the java command,
# SERVICE_OPTIONS the service's.
set -eu

# shellcheck source=benchmarks/lib.sh
. "$(dirname "$0")/lib.sh"
certificates=${CERTIFICATES:-1000000}
keys=${KEYS:-20000}
cold=${COLD:-600}
rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-5}
service_options=${SERVICE_OPTIONS:--Xmx256m -XX:+UseSerialGC}
http_port=${HTTP_PORT:-9475}
management_port=${MANAGEMENT_PORT:-9476}
host=127.0.0.1:$http_port
refreshed_at_once=1000
service="$here/keylookup-service/target/quarkus-app/quarkus-run.jar"

need_files "$bench" "$service"
need_programs wrk curl taskset pgrep
[ "$keys" -ge $((refreshed_at_once * (rounds + 1))) ] || { echo "KEYS is too small for ROUNDS" >&2; exit 2; }

start_service() { # start_service [VARIABLE=VALUE...]
    (
        # shellcheck disable=SC1091 # written by the bench world
        . "$folder/environment"
        export QUARKUS_HTTP_PORT="$http_port" QUARKUS_MANAGEMENT_PORT="$management_port"
        export MAILKEEP_AUTH_TOKEN_FILE="$folder/token" MAILKEEP_KEYLOOKUP_REFRESH_ENABLED=false
        # shellcheck disable=SC2086 # several options
        exec env "$@" taskset -c "$server_cpu" "$java" $service_options -jar "$service"
    ) >"$folder/service.log" 2>&1 &
    service_pid=$!
    pids="$pids $service_pid"
    # It is ready without PostgreSQL, too.
    await "keylookup-service" $service_pid sh -c "curl -sf http://127.0.0.1:$management_port/q/health/ready |
        tr -d ' \\n' | grep -q '\"postgresql\",\"status\":\"UP\",\"data\":{\"available\":true'"
}

stop_service() {
    kill $service_pid
    wait $service_pid 2>/dev/null || true
}

memory() { # memory WHEN: what the service takes, and the heap after a full collection
    resident=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$service_pid/status")
    "${java%java}jcmd" "$service_pid" GC.run >/dev/null
    heap=$(curl -sf "http://127.0.0.1:$management_port/q/metrics" |
        awk '/^jvm_memory_used_bytes.*area="heap"/ { sum += $NF } END { print int(sum / 1048576) }')
    echo "memory $1: $resident MB resident, $heap MB of heap after a full collection"
}

measure() { # measure FILE SECONDS [ACCEPT]: requests a second and the 99th percentile in ms
    taskset -c "$load_cpu" wrk -t1 -c64 -d"$2s" --timeout 10s --latency -H "Accept: ${3:-application/json}" \
        -s "$here/benchmarks/wkd.lua" "http://$host" "$folder/$1" "$host" "$$" >"$folder/wrk.log"
    if grep -E 'Non-2xx|Socket errors' "$folder/wrk.log" >&2; then exit 1; fi
    awk '/^ *99%/ { p99 = $2 + 0; if ($2 ~ /us$/) p99 /= 1000; else if ($2 !~ /ms$/) p99 *= 1000 }
         /^Requests\/sec/ { print $2, p99 }' "$folder/wrk.log" | grep -v '^0.00 ' || { echo "no answers" >&2; exit 1; }
}

rate() { # rate NAME FILE [ACCEPT]: medians of the rounds
    measure "$2" $((4 * seconds)) "${3:-}" >/dev/null # warms up
    : >"$folder/rates"
    round=0
    while [ $round -lt "$rounds" ]; do
        measure "$2" "$seconds" "${3:-}" >>"$folder/rates"
        round=$((round + 1))
    done
    printf '%s: %.0f/s, p99 %.2f ms (runs: %s)\n' "$1" "$(cut -d' ' -f1 "$folder/rates" | median)" \
        "$(cut -d' ' -f2 "$folder/rates" | median)" "$(sort -n "$folder/rates" | tr '\n' ';')"
}

pin() { # pin CPU PID: with its children
    taskset -acp "$1" "$2" >/dev/null
    for child in $(pgrep -P "$2"); do pin "$1" "$child"; done
}

# Filling the store takes all cores, before anything is measured.
"$java" -jar "$bench" keylookup-world --certificates "$certificates" --keys "$keys" --cold "$cold" \
    --folder "$folder" >"$folder/world.log" 2>&1 &
world=$!; pids="$pids $world"
await "The bench world" $world test -f "$folder/environment"
printf '%s' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$folder/token"

# The service makes the tables.
start_service
await "The store" $world test -f "$folder/filled"
stop_service
pin "$load_cpu" $world
grep certificates "$folder/world.log"
# shellcheck disable=SC1091 # written by the bench world
. "$folder/environment"

start_service
memory "after the start"
once() {
    # shellcheck disable=SC2086 # several options
    taskset -c "$load_cpu" "$java" $quiet -jar "$bench" lookup-once --port "$http_port" --world "$BENCH_WORLD" "$@"
}
(cd "$folder" && once stored)
rate "cached, JSON" json
rate "cached, armored" json application/pgp-keys
rate "cached, HKP get" hkp '*/*'
# shellcheck disable=SC2086 # several options
taskset -c "$load_cpu" "$java" $quiet -jar "$bench" http-rate --name "cached, open loop" --port "$http_port" \
    --host 127.0.0.1 --paths "$folder/json" --rate 1000 --seconds 10
(cd "$folder" && once advanced direct keyserver nowhere failing)
memory "after all that"
stop_service

# Next to no memory for answers: each comes from PostgreSQL.
start_service MAILKEEP_KEYLOOKUP_CACHE_KILOBYTES=1
rate "from PostgreSQL, JSON" all
memory "after that"
stop_service

start_service MAILKEEP_KEYLOOKUP_REFRESH_ENABLED=true MAILKEEP_KEYLOOKUP_REFRESH_PER_MINUTE=120000 \
    MAILKEEP_VKS_URLS="$BENCH_NEAR_KEYSERVER"
: >"$folder/rates"
batch=0
while [ $batch -le "$rounds" ]; do
    curl -sf "$BENCH_WORLD/due/$batch" >/dev/null
    await "The refresh" $service_pid sh -c "curl -sf $BENCH_WORLD/refreshed/$batch | grep -q '^$refreshed_at_once '"
    # The first one warms up.
    [ $batch -eq 0 ] || curl -sf "$BENCH_WORLD/refreshed/$batch" | cut -d' ' -f2 >>"$folder/rates"
    batch=$((batch + 1))
done
echo "refresh: $(median <"$folder/rates") certificates/s (runs: $(sort -n "$folder/rates" | tr '\n' ' '))"
memory "after that"
