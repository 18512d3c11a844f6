#!/bin/sh
# Measures report-ingest-service. Build first: ./mvnw -Dquick -DskipTests package. Needs taskset, and curl for intake.
#
#   benchmarks/run-reports.sh parse     its reader: compressed reports, in one thread on one core; and a gzip bomb of 500 MiB
#   benchmarks/run-reports.sh mail      its reader: the same reports in mails
#   benchmarks/run-reports.sh intake    the service with PostgreSQL on its disk: new reports by HTTPS, each answered when it is
#                                       kept; beside it PostgreSQL alone with a transaction for each report. Needs openssl
#
# SECONDS_EACH (2, and 10 for intake) and ROUNDS (5, and 3 for intake) choose how much, SERVER_CPU the core of the reader,
# JAVA the java command, SERVICE_OPTIONS the service's. intake takes all cores: the service, PostgreSQL and the generator.
set -eu

# shellcheck source=benchmarks/lib.sh
. "$(dirname "$0")/lib.sh"
what=${1:-}
app="$here/report-ingest-service/target/quarkus-app"
service="$app/quarkus-run.jar"
need_files "$bench" "$service"
need_programs taskset

reader() { # reader ARGUMENT...: the reader of the packaged service, without Quarkus around it
    # shellcheck disable=SC2086 # several options
    taskset -c "$server_cpu" "$java" $quiet ${READER_OPTIONS:--Xmx1g -XX:+UseSerialGC} \
        -cp "$bench:$app/app/*:$app/lib/main/*" org.mailkeep.benchmarks.Benchmarks reports-parse "$@"
}

intake() {
    need_programs curl openssl
    https_port=${HTTPS_PORT:-9480}
    management_port=${MANAGEMENT_PORT:-9481}
    service_options=${SERVICE_OPTIONS:--Xmx512m}
    # shellcheck disable=SC2086 # several options
    "$java" $quiet -jar "$bench" world --domains 1 --folder "$folder" >"$folder/world.log" 2>&1 &
    world=$!; pids="$pids $world"
    await "The bench world" $world test -f "$folder/environment"
    # shellcheck disable=SC1091 # written by the bench world
    . "$folder/environment"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
        -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>"$folder/openssl.log"
    (
        export QUARKUS_HTTP_INSECURE_REQUESTS=disabled QUARKUS_HTTP_SSL_PORT="$https_port"
        export QUARKUS_HTTP_SSL_CERTIFICATE_FILES="$folder/certificate.pem"
        export QUARKUS_HTTP_SSL_CERTIFICATE_KEY_FILES="$folder/key.pem"
        export QUARKUS_MANAGEMENT_PORT="$management_port"
        export MAILKEEP_REPORT_SPOOL_FOLDER="$folder/spool" MAILKEEP_LMTP_PORT="${LMTP_PORT:-9482}"
        # shellcheck disable=SC2086 # several options
        exec "$java" $service_options -jar "$service"
    ) >"$folder/service.log" 2>&1 &
    service_pid=$!; pids="$pids $service_pid"
    await "report-ingest-service" $service_pid curl -sf "http://127.0.0.1:$management_port/q/health/ready"
    rounds=${ROUNDS:-3}
    round=0
    warm_up=30
    while [ $round -lt "$rounds" ]; do
        drain=0
        [ $round -lt $((rounds - 1)) ] || drain=30
        # shellcheck disable=SC2086 # several options
        "$java" $quiet -jar "$bench" reports-intake --tls --port "$https_port" --jdbc "$QUARKUS_DATASOURCE_JDBC_URL" \
            --user "$QUARKUS_DATASOURCE_USERNAME" --password "$QUARKUS_DATASOURCE_PASSWORD" \
            --first $((round * 10000000)) --seconds "${SECONDS_EACH:-10}" --connections "${CONNECTIONS:-128}" \
            --warm-up $warm_up --drain $drain
        warm_up=5
        round=$((round + 1))
    done
    grep -E 'VmRSS|VmHWM' "/proc/$service_pid/status"
    kill $service_pid
    wait $service_pid 2>/dev/null || true
    # shellcheck disable=SC2086 # several options
    "$java" $quiet -jar "$bench" reports-intake --direct --port 0 --jdbc "$QUARKUS_DATASOURCE_JDBC_URL" \
        --user "$QUARKUS_DATASOURCE_USERNAME" --password "$QUARKUS_DATASOURCE_PASSWORD" --seconds "${SECONDS_EACH:-10}"
}

case $what in
    parse)
        reader --seconds "${SECONDS_EACH:-2}" --rounds "${ROUNDS:-5}"
        READER_OPTIONS="-Xmx128m -XX:+UseSerialGC" reader --bomb
        ;;
    mail) reader --mails --seconds "${SECONDS_EACH:-2}" --rounds "${ROUNDS:-5}" ;;
    intake) intake ;;
    *) sed -n '2,12p' "$0" >&2; exit 2 ;;
esac
