package org.mailkeep.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.deploy.Scaling.bytes;
import static org.mailkeep.deploy.Scaling.number;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The tables of docs/scaling.md are what the measured costs come to. */
class ScalingDocumentTest {

    private static final String MEASURED = "benchmarks/scaling.properties";

    private final StringBuilder text = new StringBuilder();

    @Test
    void theTablesFollowFromWhatWasMeasured() throws IOException {
        Scaling scaling = Scaling.read(Source.ROOT.resolve(MEASURED));
        costs(scaling);
        assumptions();
        mailServers(scaling);
        domains(scaling);
        keys(scaling);
        Document.check(Source.DOCS.resolve("scaling.md"), text.toString().stripTrailing() + "\n");
    }

    @Test
    void replicasAndPartitionsAreRoundedUp() {
        assertThat(Scaling.replicas(0.1)).isEqualTo(Scaling.LEAST_REPLICAS);
        assertThat(Scaling.replicas(10)).as("one may be missing").isEqualTo(6);
        assertThat(Scaling.replicas(10.1)).isEqualTo(7);
        assertThat(Scaling.partitions(3)).isEqualTo(12);
        assertThat(Scaling.partitions(13)).isEqualTo(24);
    }

    private void costs(Scaling scaling) {
        table("What one thing costs", "measured");
        for (String[] cost : new String[][] {
            {"policy-service: a lookup that is in memory, processor time", "policy.lookup.cpu-micros", " µs"},
            {"a domain evaluated, processor time", "policy.evaluation.cpu-micros", " µs"},
            {"a domain evaluated, questions to DNS", "policy.evaluation.dns-questions", ""},
            {"a domain in memory", "policy.domain.heap-bytes", " B"},
            {"a domain in PostgreSQL", "policy.domain.store-bytes", " B"},
            {"keydir-service: a key asked for, processor time", "keydir.lookup.cpu-micros", " µs"},
            {"a key uploaded, processor time", "keydir.upload.cpu-micros", " µs"},
            {"a key in memory", "keydir.key.heap-bytes", " B"},
            {"a key in PostgreSQL, with account, address, audit trail and event", "keydir.key.store-bytes", " B"},
            {"its rows", "keydir.key.store-rows", ""},
            {
                "keylookup-service: a key that is in memory asked for, processor time",
                "keylookup.lookup.cpu-micros",
                " µs"
            },
            {"a key refreshed, processor time", "keylookup.refresh.cpu-micros", " µs"},
            {"an answer in memory", "keylookup.cached.heap-bytes", " B"},
            {"a key in PostgreSQL, with address, pin and history", "keylookup.key.store-bytes", " B"},
            {"its rows", "keylookup.key.store-rows", ""},
            {
                "report-ingest-service: a report taken, read and counted, processor time",
                "report.report.cpu-micros",
                " µs"
            },
            {"a report in PostgreSQL, with its original", "report.report.store-bytes", " B"},
            {"its rows", "report.report.store-rows", ""}
        }) {
            row(cost[0], number(scaling.measured(cost[1])) + cost[2]);
        }
    }

    private void assumptions() {
        table("What is assumed", "value");
        row("lookups a second of one mail server in the busiest hour", number(Scaling.LOOKUPS_PER_SERVER));
        row("of all known domains in use on a day", Scaling.USED_PERCENT + " %");
        row("evaluations of such a domain a day (records live an hour)", number(Scaling.EVALUATIONS_PER_DAY));
        row("domains that most lookups are about, in memory of every replica", number(Scaling.HOT_DOMAINS));
        row(
                "domains of our own, and reports about each a day",
                number(Scaling.HOSTED_DOMAINS) + " and " + number(Scaling.REPORTERS));
        row("days that reports are kept (`mailkeep.report.retention`)", number(Scaling.REPORT_DAYS));
        row("lookups of a key a day", number(Scaling.KEY_LOOKUPS_PER_KEY_AND_DAY));
        row("keys uploaded anew in a year", Scaling.UPLOADS_PER_YEAR_PERCENT + " %");
        row(
                "days between two refreshes of a key (`mailkeep.keylookup.refresh.interval`)",
                number(Scaling.REFRESH_DAYS));
        row("keys that most lookups are about, in memory of every replica", number(Scaling.HOT_KEYS));
        row("the busiest second, of an average one", Scaling.PEAK + " times");
        row("use of a processor core, at most", Math.round(100 * Scaling.USE) + " %");
        row("cores of a replica", number(Scaling.CORES_PER_REPLICA));
        row("replicas, at least, and beyond what the load needs", number(Scaling.LEAST_REPLICAS) + " and " + number(1));
        row("memory of a replica without what is counted above", bytes(Scaling.BASE_MEMORY));
    }

    private void mailServers(Scaling scaling) {
        table("10,000 mail servers", "need");
        row("lookups a second", number(scaling.lookupsPerSecond()));
        row("cores for them", number(scaling.lookupCores()));
        long replicas = Scaling.replicas(scaling.lookupCores());
        row("replicas of policy-service", number(replicas));
        row("memory of each, with the domains that most lookups are about", bytes(scaling.policyMemory()));
        row(
                "connections of mail servers to each, at 4 processes a server (`mailkeep.socketmap.connections`)",
                number((double) Scaling.MAIL_SERVERS * 4 / replicas));
        row("reports to take a day", number(scaling.reportsPerDay()));
        row("cores for them in the busiest second", number(scaling.reportCores()));
        row("replicas of report-ingest-service", number(Scaling.replicas(scaling.reportCores())));
        row("rows of reports in PostgreSQL", number(scaling.reportRows()));
        row("PostgreSQL for them", bytes(scaling.reportStore()));
    }

    private void domains(Scaling scaling) {
        table("50 million domains", "need");
        row("evaluations a day", number(scaling.evaluationsPerDay()));
        row("questions to DNS a day", number(scaling.dnsQuestionsPerDay()));
        row("cores for evaluations in the busiest second", number(scaling.evaluationCores()));
        long replicas = scaling.policyReplicas();
        row("replicas of policy-service, with 10,000 mail servers", number(replicas));
        row("memory of each", bytes(scaling.policyMemory()));
        row("PostgreSQL", bytes(scaling.policyStore()));
        row("connections to PostgreSQL", number((double) replicas * Scaling.CONNECTIONS_PER_REPLICA));
        row(
                "partitions of `mailkeep.tls-policy` and `mailkeep.tls-policy.requests`",
                number(Scaling.partitions(replicas)));
    }

    private void keys(Scaling scaling) {
        table("100 million keys", "need");
        row("lookups in the busiest second, of each service", number(scaling.keyLookupsPerSecond()));
        row("cores of keydir-service", number(scaling.keydirCores()));
        row("replicas of keydir-service", number(Scaling.replicas(scaling.keydirCores())));
        row("memory for all keys, which is too much for a replica", bytes(scaling.wholeDirectory()));
        row(
                "memory of each with the keys that most lookups are about (`mailkeep.keydir.wkd.memory-megabytes`)",
                bytes(scaling.keydirMemory()));
        row("PostgreSQL of keydir-service", bytes(scaling.keydirStore()));
        row("refreshes a day, each a request to a keyserver", number(scaling.refreshesPerDay()));
        row("cores of keylookup-service", number(scaling.keylookupCores()));
        long replicas = Scaling.replicas(scaling.keylookupCores());
        row("replicas of keylookup-service", number(replicas));
        row(
                "refreshes a minute of each (`mailkeep.keylookup.refresh.per-minute`)",
                number(scaling.refreshesPerDay() / 1440 / replicas));
        row("memory of each", bytes(scaling.keylookupMemory()));
        row("PostgreSQL of keylookup-service", bytes(scaling.keylookupStore()));
        row("partitions of `mailkeep.keydir` and `mailkeep.keylookup`", number(Scaling.partitions(replicas)));
    }

    private void table(String heading, String column) {
        text.append(text.isEmpty() ? "" : "\n").append("## ").append(heading).append("\n\n");
        text.append("| | ").append(column).append(" |\n| --- | --- |\n");
    }

    private void row(String what, String value) {
        text.append("| ").append(what).append(" | ").append(value).append(" |\n");
    }
}
