#!/bin/sh
# Measures the socketmap of policy-service against the bare responder: server and generator on one core each, runs in
# turns, medians and ratio at the end. Build first: ./mvnw -Dquick -DskipTests package
#
#   benchmarks/run-socketmap.sh [options of "load", for example --connections 8 --rounds 5 --rate 12000]
#
# SERVER_CPU and LOAD_CPU choose the cores (0 and 1), JAVA the java command.
set -eu

# shellcheck source=benchmarks/lib.sh
. "$(dirname "$0")/lib.sh"
domains=${DOMAINS:-200}
socketmap_port=${SOCKETMAP_PORT:-9460}
responder_port=${RESPONDER_PORT:-9461}
http_port=${HTTP_PORT:-9462}
management_port=${MANAGEMENT_PORT:-9463}
service="$here/policy-service/target/quarkus-app/quarkus-run.jar"

need_files "$bench" "$service"
need_programs taskset

taskset -c "$load_cpu" "$java" -jar "$bench" world --domains "$domains" --folder "$folder" >"$folder/world.log" 2>&1 &
world=$!; pids="$pids $world"
await "The bench world" $world test -f "$folder/environment"

(
    # shellcheck disable=SC1091 # written by the bench world
    . "$folder/environment"
    export MAILKEEP_SOCKETMAP_PORT="$socketmap_port" QUARKUS_HTTP_PORT="$http_port" QUARKUS_MANAGEMENT_PORT="$management_port"
    # shellcheck disable=SC2086 # several options
    exec taskset -c "$server_cpu" "$java" ${SERVICE_OPTIONS:--Xmx256m -XX:+UseSerialGC} -jar "$service"
) >"$folder/service.log" 2>&1 &
pid=$!; pids="$pids $pid"
await "policy-service" $pid grep -q 'socketmap server listens' "$folder/service.log"

# shellcheck disable=SC2086 # several options
taskset -c "$server_cpu" "$java" ${SERVICE_OPTIONS:--Xmx256m -XX:+UseSerialGC} -jar "$bench" responder --port "$responder_port" >"$folder/responder.log" 2>&1 &
pid=$!; pids="$pids $pid"
await "The bare responder" $pid grep -q 'listens' "$folder/responder.log"

taskset -c "$load_cpu" "$java" -jar "$bench" load --domains "$domains" \
    --target "service=127.0.0.1:$socketmap_port" --target "bare=127.0.0.1:$responder_port" "$@"
