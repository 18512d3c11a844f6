#!/bin/sh
# Measures what one thing costs: a lookup, a domain, a key, a report. Each service with a real PostgreSQL and Kafka, filled by
# its own calls, one service after the other. Writes benchmarks/scaling.properties, from which docs/scaling.md is computed.
# Build first: ./mvnw -Dquick -DskipTests package. Needs curl and jcmd. About 6 minutes; leave the machine alone meanwhile.
#
#   benchmarks/run-scaling.sh [policy] [keydir] [keylookup] [report]      without a name: all
#
# DOMAINS (20000), KEYS (2000), CERTIFICATES (200000) and SECONDS_EACH (10) choose how much, OUTPUT another file, JAVA the java
# command, SERVICE_OPTIONS the services'.
set -eu

# shellcheck source=benchmarks/lib.sh
. "$(dirname "$0")/lib.sh"
domains=${DOMAINS:-20000}
keys=${KEYS:-2000}
certificates=${CERTIFICATES:-200000}
known=$((certificates / 100))
seconds=${SECONDS_EACH:-10}
output=${OUTPUT:-$here/benchmarks/scaling.properties}
service_options=${SERVICE_OPTIONS:--Xmx512m -XX:+UseSerialGC}
http_port=${HTTP_PORT:-9490}
management_port=${MANAGEMENT_PORT:-9491}
protocol_port=${PROTOCOL_PORT:-9492}
[ "$known" -ge 2000 ] || { echo "CERTIFICATES is too small" >&2; exit 2; }
need_files "$bench"
for module in policy keydir keylookup report-ingest; do
    need_files "$here/$module-service/target/quarkus-app/quarkus-run.jar"
done
need_programs curl "${java%java}jcmd"
printf '%s' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$folder/token"

run() { # run COMMAND ARGUMENT...
    # shellcheck disable=SC2086 # several options
    "$java" $quiet -jar "$bench" "$@"
}

start_world() { # start_world COMMAND ARGUMENT...
    rm -f "$folder/environment" "$folder/filled"
    # shellcheck disable=SC2086 # several options
    "$java" $quiet -jar "$bench" "$@" --folder "$folder" >"$folder/world.log" 2>&1 &
    world=$!; pids="$pids $world"
    await "The bench world" $world test -f "$folder/environment"
}

start_service() { # start_service MODULE [VARIABLE=VALUE...]
    module=$1; shift
    # A world's environment is of its service alone.
    # shellcheck disable=SC1091 # written by the bench world
    (
        . "$folder/environment"
        export QUARKUS_HTTP_PORT="$http_port" QUARKUS_MANAGEMENT_PORT="$management_port"
        export MAILKEEP_SOCKETMAP_PORT="$protocol_port" MAILKEEP_LMTP_PORT="$protocol_port"
        export MAILKEEP_AUTH_TOKEN_FILE="$folder/token" MAILKEEP_REPORT_SPOOL_FOLDER="$folder/spool"
        # The whole load comes from one source.
        export MAILKEEP_KEYDIR_WKD_REQUESTS_PER_SECOND=1000000 MAILKEEP_KEYDIR_WKD_BURST=1000000
        # shellcheck disable=SC2086 # several options
        exec env "$@" "$java" $service_options -jar "$here/$module/target/quarkus-app/quarkus-run.jar"
    ) >"$folder/service.log" 2>&1 &
    service_pid=$!; pids="$pids $service_pid"
    await "$module" $service_pid sh -c "curl -sf http://127.0.0.1:$management_port/q/health/ready |
        tr -d ' \\n' | grep -q '\"postgresql\",\"status\":\"UP\",\"data\":{\"available\":true'"
}

stop_service() {
    kill $service_pid; wait $service_pid 2>/dev/null || true
}

stop_all() {
    stop_service
    kill $world; wait $world 2>/dev/null || true
    pids=""
}

cpu() { # microseconds of processor time that the service has taken
    awk -v hertz="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); print int(($12 + $13) * 1000000 / hertz) }' "/proc/$service_pid/stat"
}

heap() { # bytes after a full collection
    "${java%java}jcmd" "$service_pid" GC.run >/dev/null
    curl -sf "http://127.0.0.1:$management_port/q/metrics" |
        awk '/^jvm_memory_used_bytes.*area="heap"/ { sum += $NF } END { printf "%d", sum }'
}

metric() { # metric NAME: the sum over its labels
    curl -sf "http://127.0.0.1:$management_port/q/metrics" |
        awk -v name="$1" 'index($1, name) == 1 { sum += $NF } END { printf "%d", sum }'
}

note() { # note NAME VALUE
    echo "$1=$2" | tee -a "$folder/results"
}

each() { # each NAME TOTAL COUNT: with one decimal
    [ "$3" -gt 0 ] || { echo "$1: nothing was done" >&2; exit 1; }
    note "$1" "$(echo "$2 $3" | awk '{ printf "%.1f", $1 / $2 }')"
}

store_size() { # store_size NAME QUERY
    # shellcheck disable=SC1091 # written by the bench world
    (. "$folder/environment"; run store-size --jdbc "$QUARKUS_DATASOURCE_JDBC_URL" \
        --user "$QUARKUS_DATASOURCE_USERNAME" --password "$QUARKUS_DATASOURCE_PASSWORD" --name "$1" --count "$2") |
        tee -a "$folder/results"
}

http() { # http PROPERTY PATHS HOST: processor time for each request, after a warm-up
    # shellcheck disable=SC2086 # several options
    run http-rate --port "$http_port" --host "$3" --paths "$2" --rate 1000 --warm-up 0 --seconds 10 >/dev/null
    before=$(cpu)
    run http-rate --port "$http_port" --host "$3" --paths "$2" --rate 1000 --warm-up 0 --seconds "$seconds"
    each "$1" $(($(cpu) - before)) $((1000 * seconds))
}

questions() { # that the world's name servers have answered
    # shellcheck disable=SC1091 # written by the bench world
    (. "$folder/environment"; curl -sf "$BENCH_WORLD/questions")
}

refresh() { # refresh BATCH: of a thousand certificates
    # shellcheck disable=SC1091 # written by the bench world
    . "$folder/environment"
    curl -sf "$BENCH_WORLD/due/$1" >/dev/null
    await "The refresh" $service_pid sh -c "curl -sf $BENCH_WORLD/refreshed/$1 | grep -q '^1000 '"
}

policy() {
    start_world world --domains "$domains"
    start_service policy-service
    empty=$(heap)
    questions=$(questions)
    # The generator asks for every domain once, and then again what is in memory. The first half warms up.
    half=$((domains / 2))
    run load --domains $((domains - half)) --target "service=127.0.0.1:$protocol_port" --rate 100 --warm-up 1 --rounds 1 \
        --seconds 1 >/dev/null
    before=$(cpu)
    asked=$(metric socketmap_requests_total)
    run load --domains "$domains" --target "service=127.0.0.1:$protocol_port" --rate 100 --warm-up 1 --rounds 1 --seconds 1 \
        >/dev/null
    cold=$(($(cpu) - before))
    again=$(($(metric socketmap_requests_total) - asked - half))
    each policy.evaluation.dns-questions $(($(questions) - questions)) "$domains"
    each policy.domain.heap-bytes $(($(heap) - empty)) "$domains"
    sleep 5 # what was found is written a little later
    store_size policy.domain "select count(*) from tls_policy"
    run load --domains 1000 --target "service=127.0.0.1:$protocol_port" --rate 100 --warm-up 10 --rounds 1 --seconds 1 \
        >/dev/null
    before=$(cpu)
    asked=$(metric socketmap_requests_total)
    run load --domains 1000 --target "service=127.0.0.1:$protocol_port" --rate 5000 --warm-up 1 --rounds 1 \
        --seconds "$seconds" >/dev/null
    warm=$(($(cpu) - before))
    asked=$(($(metric socketmap_requests_total) - asked))
    each policy.lookup.cpu-micros "$warm" "$asked"
    each policy.evaluation.cpu-micros $((cold - warm * again / asked)) "$half"
    stop_all
}

keydir() {
    start_world world --domains 1
    start_service keydir-service
    empty=$(heap)
    before=$(cpu)
    rm -f "$folder/paths"
    run keydir-upload --port "$http_port" --token-file "$folder/token" --keys "$keys" \
        --cache "$here/benchmarks/target" --folder "$folder"
    each keydir.upload.cpu-micros $(($(cpu) - before)) "$keys"
    sleep 5
    each keydir.key.heap-bytes $(($(heap) - empty)) "$keys"
    store_size keydir.key "select count(*) from publication"
    http keydir.lookup.cpu-micros "$folder/paths" openpgpkey.bench.example
    stop_all
}

keylookup() {
    start_world keylookup-world --certificates "$certificates" --keys "$known" --popular "$known" --stored "$known" --cold 10
    start_service keylookup-service MAILKEEP_KEYLOOKUP_REFRESH_ENABLED=false
    await "The store" $world test -f "$folder/filled"
    store_size keylookup.key "select count(*) from certificate"
    empty=$(heap)
    http keylookup.lookup.cpu-micros "$folder/json" 127.0.0.1
    each keylookup.cached.heap-bytes $(($(heap) - empty)) "$known"
    stop_service
    # shellcheck disable=SC1091 # written by the bench world
    near=$(. "$folder/environment"; echo "$BENCH_NEAR_KEYSERVER")
    start_service keylookup-service MAILKEEP_KEYLOOKUP_REFRESH_PER_MINUTE=120000 MAILKEEP_VKS_URLS="$near"
    refresh 0 # warms up
    before=$(cpu)
    refresh 1
    each keylookup.refresh.cpu-micros $(($(cpu) - before)) 1000
    stop_all
}

all_processed() { # until the spool is empty; the metric is 15 s old at most
    sleep 16
    await "The processing of reports" $service_pid sh -c \
        "curl -sf http://127.0.0.1:$management_port/q/metrics | grep -q '^report_spool_depth.* 0.0$'"
}

report() {
    start_world world --domains 1
    start_service report-ingest-service
    # shellcheck disable=SC1091 # written by the bench world
    (. "$folder/environment"; run reports-intake --port "$http_port" --jdbc "$QUARKUS_DATASOURCE_JDBC_URL" \
        --user "$QUARKUS_DATASOURCE_USERNAME" --password "$QUARKUS_DATASOURCE_PASSWORD" --warm-up 10 --seconds 1 >/dev/null)
    all_processed
    before=$(cpu)
    known=$(metric report_intake_total)
    # shellcheck disable=SC1091 # written by the bench world
    (. "$folder/environment"; run reports-intake --port "$http_port" --jdbc "$QUARKUS_DATASOURCE_JDBC_URL" \
        --user "$QUARKUS_DATASOURCE_USERNAME" --password "$QUARKUS_DATASOURCE_PASSWORD" --first 10000000 \
        --warm-up 0 --seconds "$seconds")
    all_processed
    each report.report.cpu-micros $(($(cpu) - before)) $(($(metric report_intake_total) - known))
    store_size report.report "select count(*) from report"
    stop_all
}

{
    echo "# Measured by run-scaling.sh on $(date -u +%F), $(nproc) cores ($(uname -m)), $("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/JDK \1/p')."
    echo "# docs/scaling.md is computed from it."
} >"$folder/results"
for part in "${@:-all}"; do
    case $part in
        all) policy; keydir; keylookup; report ;;
        policy | keydir | keylookup | report) "$part" ;;
        *) sed -n '2,10p' "$0" >&2; exit 2 ;;
    esac
done
mv "$folder/results" "$output"
