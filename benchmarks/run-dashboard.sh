#!/bin/sh
# Measures the pages of report-ingest-service with a million stored policies in PostgreSQL: how long each answer takes with
# all its queries, and the first paint in Chromium. Build first: ./mvnw -Dquick -DskipTests package
# Needs curl; Chromium for the paint. Takes some minutes, most of them to fill the tables.
#
#   benchmarks/run-dashboard.sh
#
# POLICIES (1000000), DOMAINS (400), TIMES (50) and PAINTS (9; 0 without Chromium) choose how much, JAVA the java command,
# SERVICE_OPTIONS the service's.
set -eu

# shellcheck source=benchmarks/lib.sh
. "$(dirname "$0")/lib.sh"
service_options=${SERVICE_OPTIONS:--Xmx512m}
http_port=${HTTP_PORT:-9484}
management_port=${MANAGEMENT_PORT:-9485}
service="$here/report-ingest-service/target/quarkus-app/quarkus-run.jar"
need_files "$bench" "$service"
need_programs curl

# shellcheck disable=SC2086 # several options
"$java" $quiet -jar "$bench" dashboard-world --policies "${POLICIES:-1000000}" --domains "${DOMAINS:-400}" \
    --folder "$folder" >"$folder/world.log" 2>&1 &
world=$!; pids="$pids $world"
await "The bench world" $world test -f "$folder/environment"
printf '%s' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$folder/token"
(
    # shellcheck disable=SC1091 # written by the bench world
    . "$folder/environment"
    export QUARKUS_HTTP_PORT="$http_port" QUARKUS_MANAGEMENT_PORT="$management_port"
    export MAILKEEP_AUTH_TOKEN_FILE="$folder/token" MAILKEEP_REPORT_SPOOL_FOLDER="$folder/spool"
    export MAILKEEP_LMTP_PORT="${LMTP_PORT:-9486}"
    # shellcheck disable=SC2086 # several options
    exec "$java" $service_options -jar "$service"
) >"$folder/service.log" 2>&1 &
service_pid=$!; pids="$pids $service_pid"
await "The store" $world test -f "$folder/filled"
await "report-ingest-service" $service_pid curl -sf "http://127.0.0.1:$management_port/q/health/ready"
cat "$folder/world.log"
# shellcheck disable=SC2086 # several options
"$java" $quiet -jar "$bench" dashboard-visit --port "$http_port" --token-file "$folder/token" \
    --times "${TIMES:-50}" --paints "${PAINTS:-9}"
grep -E 'VmRSS|VmHWM' "/proc/$service_pid/status"
