#!/bin/sh
# Measures the Web Key Directory of keydir-service beside nginx that serves the exported tree as files: both on one core,
# wrk on the other, runs in turns, medians and ratios at the end. Build first: ./mvnw -Dquick -DskipTests package
# Needs nginx, wrk, curl and taskset. Takes some minutes, the first time some more to make the keys.
#
#   benchmarks/run-wkd.sh
#
# KEYS (20000), ROUNDS (3) and SECONDS_EACH (5) choose how much, SERVER_CPU and LOAD_CPU the cores (0 and 1), JAVA the java
# command, SERVICE_OPTIONS the service's. ADDRESSES=1000000 publishes as many addresses (the keys repeat) and prints only
# what memory the service takes with all of them.
set -eu

# shellcheck source=benchmarks/lib.sh
. "$(dirname "$0")/lib.sh"
keys=${KEYS:-20000}
addresses=${ADDRESSES:-$keys}
rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-5}
service_options=${SERVICE_OPTIONS:--Xmx512m -XX:+UseSerialGC}
http_port=${HTTP_PORT:-9470}
management_port=${MANAGEMENT_PORT:-9471}
nginx_port=${NGINX_PORT:-9472}
host=openpgpkey.bench.example
service="$here/keydir-service/target/quarkus-app/quarkus-run.jar"

need_files "$bench" "$service"
PATH="$PATH:/usr/sbin"
need_programs nginx wrk curl taskset

start_service() {
    (
        # shellcheck disable=SC1091 # written by the bench world
        . "$folder/environment"
        export QUARKUS_HTTP_PORT="$http_port" QUARKUS_MANAGEMENT_PORT="$management_port"
        export MAILKEEP_AUTH_TOKEN_FILE="$folder/token"
        # The whole load comes from one source.
        export MAILKEEP_KEYDIR_WKD_REQUESTS_PER_SECOND=1000000 MAILKEEP_KEYDIR_WKD_BURST=1000000
        # shellcheck disable=SC2086 # several options
        exec taskset -c "$server_cpu" "$java" $service_options -jar "$service"
    ) >"$folder/service.log" 2>&1 &
    service_pid=$!
    pids="$pids $service_pid"
    await "keydir-service" $service_pid curl -sf "http://127.0.0.1:$management_port/q/health/ready"
}

# The generator makes the keys, which takes all cores, before anything is measured.
"$java" -jar "$bench" wkd-world --keys "$keys" --addresses "$addresses" --folder "$folder" \
    --cache "$here/benchmarks/target" >"$folder/world.log" 2>&1 &
world=$!; pids="$pids $world"
await "The bench world" $world test -f "$folder/environment"
printf '%s' "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >"$folder/token"

# It makes the tables, and reads everything when it starts again.
start_service
await "The store" $world test -f "$folder/filled"
kill $service_pid
wait $service_pid 2>/dev/null || true
start_service
grep certificates "$folder/world.log"
grep -o 'The directory is complete.*' "$folder/service.log"

if [ "$addresses" -ne "$keys" ]; then
    sleep 20 # until it rests
    grep -E 'VmRSS|VmHWM' "/proc/$service_pid/status"
    curl -sf "http://127.0.0.1:$management_port/q/metrics" | grep -E '^(keydir_directory_|jvm_memory_used_bytes.*heap)'
    exit 0
fi

# nginx: one worker, no logs as in the service, and the same headers.
mkdir "$folder/tree"
curl -sf -H "Authorization: Bearer $(cat "$folder/token")" \
    "http://127.0.0.1:$http_port/v1/domains/bench.example/wkd.tar" | tar -x -C "$folder/tree"
chmod 755 "$folder"
cat >"$folder/nginx.conf" <<EOF
daemon off;
worker_processes 1;
pid $folder/nginx.pid;
error_log $folder/nginx.log;
events { worker_connections 1024; }
http {
    access_log off;
    default_type application/octet-stream;
    sendfile on;
    keepalive_requests 100000000;
    client_body_temp_path $folder/body;
    proxy_temp_path $folder/proxy;
    fastcgi_temp_path $folder/fastcgi;
    uwsgi_temp_path $folder/uwsgi;
    scgi_temp_path $folder/scgi;
    server {
        listen 127.0.0.1:$nginx_port;
        root $folder/tree;
        location /.well-known/openpgpkey/ {
            add_header Access-Control-Allow-Origin *;
            add_header Cache-Control "public, max-age=300";
        }
    }
}
EOF
taskset -c "$server_cpu" nginx -c "$folder/nginx.conf" -e "$folder/nginx.log" &
nginx_pid=$!; pids="$pids $nginx_pid"
await "nginx" $nginx_pid curl -s "http://127.0.0.1:$nginx_port/"

# Both serve the same, and each has tags of its own.
head -1000 "$folder/hits" >"$folder/some"
for target in keydir=$http_port nginx=$nginx_port; do
    port=${target#*=}
    sed "s|^|url = http://127.0.0.1:$port|" "$folder/some" >"$folder/urls"
    curl -s -H "Host: $host" -K "$folder/urls" -D "$folder/headers" >"$folder/${target%=*}.bodies"
    tr -d '\r' <"$folder/headers" | sed -n 's/^[Ee][Tt][Aa][Gg]: //p' | paste "$folder/some" - >"$folder/${target%=*}.tags"
done
cmp "$folder/keydir.bodies" "$folder/nginx.bodies" || { echo "they do not serve the same" >&2; exit 1; }

measure() { # measure PORT FILE SECONDS: requests a second
    taskset -c "$load_cpu" wrk -t1 -c64 -d"$3s" -s "$here/benchmarks/wkd.lua" "http://127.0.0.1:$1" "$2" "$host" "$$" \
        >"$folder/wrk.log"
    sed -n 's/^Requests\/sec: *//p' "$folder/wrk.log"
}

for paths in hits misses keydir.tags; do measure "$http_port" "$folder/$paths" 5 >/dev/null; done
for case in hits misses tags; do
    : >"$folder/keydir.rates"; : >"$folder/nginx.rates"
    round=0
    while [ $round -lt "$rounds" ]; do
        for target in keydir=$http_port nginx=$nginx_port; do
            name=${target%=*}
            paths=$case
            [ $case != tags ] || paths=$name.tags
            measure "${target#*=}" "$folder/$paths" "$seconds" >>"$folder/$name.rates"
        done
        round=$((round + 1))
    done
    keydir=$(median <"$folder/keydir.rates")
    nginx=$(median <"$folder/nginx.rates")
    echo "$case $keydir $nginx $(sort -n "$folder/keydir.rates" | tr '\n' ' ') / $(sort -n "$folder/nginx.rates" | tr '\n' ' ')" |
        awk '{ rest = $0; sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", rest)
               printf "%-6s keydir %d/s, nginx %d/s, ratio %.2f (runs: %s)\n", $1, $2, $3, $2 / $3, rest }'
done
for target in keydir=$http_port nginx=$nginx_port; do
    # shellcheck disable=SC2086 # several options
    taskset -c "$load_cpu" "$java" $quiet -jar "$bench" http-rate --name "${target%=*}" --port "${target#*=}" --host "$host" \
        --paths "$folder/hits" --rate 1000 --seconds 10
done
grep -E 'VmRSS' "/proc/$service_pid/status"
taskset -c "$server_cpu" "$java" -jar "$bench" minimise
