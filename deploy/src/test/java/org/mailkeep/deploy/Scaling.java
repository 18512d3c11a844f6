package org.mailkeep.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;

/**
 * What large sizes need, computed from what one thing was measured to cost and from what is assumed of the world. Every
 * assumption is a constant here and a row in docs/scaling.md.
 */
final class Scaling {

    // What a provider of this size is taken to look like.
    static final long MAIL_SERVERS = 10_000;
    static final long LOOKUPS_PER_SERVER = 20;
    static final long DOMAINS = 50_000_000;
    static final long USED_PERCENT = 10;
    static final long EVALUATIONS_PER_DAY = 24;
    static final long HOT_DOMAINS = 1_000_000;
    static final long HOSTED_DOMAINS = 100_000;
    static final long REPORTERS = 20;
    static final long REPORT_DAYS = 400;
    static final long KEYS = 100_000_000;
    static final long KEY_LOOKUPS_PER_KEY_AND_DAY = 1;
    static final long UPLOADS_PER_YEAR_PERCENT = 100;
    static final long REFRESH_DAYS = 7;
    static final long HOT_KEYS = 1_000_000;

    // How a replica is filled, as deploy/base has it.
    static final double USE = 0.6;
    static final long CORES_PER_REPLICA = 2;
    static final long LEAST_REPLICAS = 3;
    static final long BASE_MEMORY = 350L << 20;
    static final long CONNECTIONS_PER_REPLICA = 16;
    static final long PEAK = 4;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double MICROS = 1e6;

    private final Properties measured = new Properties();

    private Scaling() {}

    /** From the properties that benchmarks/run-scaling.sh writes. */
    static Scaling read(Path file) throws IOException {
        var scaling = new Scaling();
        try (var in = Files.newInputStream(file)) {
            scaling.measured.load(in);
        }
        return scaling;
    }

    double measured(String name) {
        String value = measured.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(name + " was not measured");
        }
        return Double.parseDouble(value);
    }

    // Policies

    double lookupsPerSecond() {
        return MAIL_SERVERS * LOOKUPS_PER_SERVER;
    }

    double lookupCores() {
        return cores(lookupsPerSecond(), "policy.lookup.cpu-micros");
    }

    double evaluationsPerDay() {
        return DOMAINS * USED_PERCENT / 100.0 * EVALUATIONS_PER_DAY;
    }

    double evaluationCores() {
        return cores(PEAK * evaluationsPerDay() / SECONDS_PER_DAY, "policy.evaluation.cpu-micros");
    }

    double dnsQuestionsPerDay() {
        return evaluationsPerDay() * measured("policy.evaluation.dns-questions");
    }

    double policyStore() {
        return DOMAINS * measured("policy.domain.store-bytes");
    }

    long policyReplicas() {
        return replicas(lookupCores() + evaluationCores());
    }

    double policyMemory() {
        return BASE_MEMORY + HOT_DOMAINS * measured("policy.domain.heap-bytes");
    }

    // Keys

    double keyLookupsPerSecond() {
        return PEAK * KEYS * KEY_LOOKUPS_PER_KEY_AND_DAY / SECONDS_PER_DAY;
    }

    double keydirCores() {
        double uploads = PEAK * KEYS * UPLOADS_PER_YEAR_PERCENT / 100.0 / 365 / SECONDS_PER_DAY;
        return cores(keyLookupsPerSecond(), "keydir.lookup.cpu-micros") + cores(uploads, "keydir.upload.cpu-micros");
    }

    double keydirStore() {
        return KEYS * measured("keydir.key.store-bytes");
    }

    /** With all keys in memory. */
    double wholeDirectory() {
        return KEYS * measured("keydir.key.heap-bytes");
    }

    double keydirMemory() {
        return BASE_MEMORY + HOT_KEYS * measured("keydir.key.heap-bytes");
    }

    double refreshesPerDay() {
        return (double) KEYS / REFRESH_DAYS;
    }

    double keylookupCores() {
        return cores(keyLookupsPerSecond(), "keylookup.lookup.cpu-micros")
                + cores(refreshesPerDay() / SECONDS_PER_DAY, "keylookup.refresh.cpu-micros");
    }

    double keylookupStore() {
        return KEYS * measured("keylookup.key.store-bytes");
    }

    double keylookupMemory() {
        return BASE_MEMORY + HOT_KEYS * measured("keylookup.cached.heap-bytes");
    }

    // Reports

    double reportsPerDay() {
        return HOSTED_DOMAINS * REPORTERS;
    }

    double reportCores() {
        return cores(PEAK * reportsPerDay() / SECONDS_PER_DAY, "report.report.cpu-micros");
    }

    double reportStore() {
        return reportsPerDay() * REPORT_DAYS * measured("report.report.store-bytes");
    }

    double reportRows() {
        return reportsPerDay() * REPORT_DAYS * measured("report.report.store-rows");
    }

    // What they have in common

    private double cores(double perSecond, String cost) {
        return perSecond * measured(cost) / MICROS / USE;
    }

    static long replicas(double cores) {
        return Math.max(LEAST_REPLICAS, (long) Math.ceil(cores / CORES_PER_REPLICA) + 1);
    }

    /** At least a partition for each replica, since a group gives each partition to one; in twelves, which divide well. */
    static long partitions(long replicas) {
        return Math.ceilDiv(replicas, 12) * 12;
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String number(double value) {
        return value < 100 ? String.format(Locale.ROOT, "%.1f", value) : number(Math.round(value));
    }

    static String bytes(double value) {
        double rest = value;
        for (String unit : new String[] {"B", "kB", "MB", "GB"}) {
            if (rest < 1000) {
                return number(rest) + " " + unit;
            }
            rest /= 1000;
        }
        return number(rest) + " TB";
    }
}
