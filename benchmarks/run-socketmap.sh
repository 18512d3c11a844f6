#!/bin/sh
# Measures the socketmap of policy-service against the bare responder: server and generator on one core each, runs in
# turns, medians and ratio at the end. Build first: ./mvnw -Dquick -DskipTests package
#
#   benchmarks/run-socketmap.sh [options of "load", for example --connections 8 --rounds 5 --rate 12000]
#
# SERVER_CPU and LOAD_CPU choose the cores (0 and 1), JAVA the java command.
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA:-${JAVA_HOME:+$JAVA_HOME/bin/}java}
server_cpu=${SERVER_CPU:-0}
load_cpu=${LOAD_CPU:-1}
domains=${DOMAINS:-200}
socketmap_port=${SOCKETMAP_PORT:-9460}
responder_port=${RESPONDER_PORT:-9461}
http_port=${HTTP_PORT:-9462}
management_port=${MANAGEMENT_PORT:-9463}
bench="$here/benchmarks/target/benchmarks.jar"
service="$here/policy-service/target/quarkus-app/quarkus-run.jar"

for file in "$bench" "$service"; do
    [ -f "$file" ] || { echo "$file is missing; build first: ./mvnw -Dquick -DskipTests package" >&2; exit 2; }
done
command -v taskset >/dev/null || { echo "taskset (util-linux) is needed to pin the programs" >&2; exit 2; }

folder=$(mktemp -d)
pids=""
stop() {
    # shellcheck disable=SC2086 # a list of process ids
    [ -z "$pids" ] || { kill $pids 2>/dev/null || true; wait $pids 2>/dev/null || true; }
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

await() { # await WHAT PID COMMAND...: until the command succeeds, or the process is gone, or a minute is over
    what=$1; pid=$2; shift 2
    tries=0
    until "$@" >/dev/null 2>&1; do
        if [ $tries -ge 600 ] || ! kill -0 "$pid" 2>/dev/null; then
            echo "$what did not start" >&2
            tail -n 20 "$folder"/*.log >&2
            exit 1
        fi
        tries=$((tries + 1))
        sleep 0.1
    done
}

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
