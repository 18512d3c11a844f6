#!/bin/sh
# Makes the topics that are missing. Every service reads and writes these and no other.
set -eu

topic() {
  name=$1
  shift
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --create --if-not-exists \
    --partitions 3 --replication-factor 1 --topic "$name" "$@"
}

topic mailkeep.tls-policy --config cleanup.policy=compact
topic mailkeep.tls-policy.requests --config cleanup.policy=delete
topic mailkeep.posture --config cleanup.policy=delete
topic mailkeep.keydir --config cleanup.policy=delete
topic mailkeep.keylookup --config cleanup.policy=delete
topic mailkeep.reports --config cleanup.policy=delete
topic mailkeep.tls-sessions --config cleanup.policy=delete
topic mailkeep.dead-letters --config cleanup.policy=delete
