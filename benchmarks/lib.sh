# What the benchmark scripts share. Sourced: sets here, java, server_cpu, load_cpu, bench, folder (removed at the end) and
# pids (ended at the end).
# shellcheck shell=sh disable=SC2034 # for those who source it

here=$(cd "$(dirname "$0")/.." && pwd)
java=${JAVA:-${JAVA_HOME:+$JAVA_HOME/bin/}java}
server_cpu=${SERVER_CPU:-0}
load_cpu=${LOAD_CPU:-1}
quiet="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
bench="$here/benchmarks/target/benchmarks.jar"

need_files() { # need_files FILE...: that the build makes
    for file in "$@"; do
        [ -f "$file" ] || { echo "$file is missing; build first: ./mvnw -Dquick -DskipTests package" >&2; exit 2; }
    done
}

need_programs() {
    for program in "$@"; do
        command -v "$program" >/dev/null || { echo "$program is needed" >&2; exit 2; }
    done
}

folder=$(mktemp -d)
pids=""
stop() {
    # shellcheck disable=SC2086 # a list of process ids
    [ -z "$pids" ] || { kill $pids 2>/dev/null || true; wait $pids 2>/dev/null || true; }
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM

await() { # await WHAT PID COMMAND...: until the command succeeds, or the process is gone, or ten minutes are over
    what=$1; pid=$2; shift 2
    tries=0
    until "$@" >/dev/null 2>&1; do
        if [ $tries -ge 6000 ] || ! kill -0 "$pid" 2>/dev/null; then
            echo "$what did not come" >&2
            tail -n 20 "$folder"/*.log >&2
            exit 1
        fi
        tries=$((tries + 1))
        sleep 0.1
    done
}

median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
