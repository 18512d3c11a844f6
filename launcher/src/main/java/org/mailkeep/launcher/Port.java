package org.mailkeep.launcher;

/** Every port of 127.0.0.1 that the suite listens on, and the environment variable that moves it. */
enum Port {
    POLICY(8081, "policy-service"),
    KEYDIR(8082, "keydir-service"),
    KEYLOOKUP(8083, "keylookup-service"),
    REPORT(8084, "report-ingest-service"),
    POLICY_MANAGEMENT(9081, "policy-service's health and metrics"),
    KEYDIR_MANAGEMENT(9082, "keydir-service's health and metrics"),
    KEYLOOKUP_MANAGEMENT(9083, "keylookup-service's health and metrics"),
    REPORT_MANAGEMENT(9084, "report-ingest-service's health and metrics"),
    SOCKETMAP(8461, "policy-service's socketmap for Postfix"),
    LMTP(8424, "report-ingest-service's LMTP for mail servers"),
    POSTGRESQL(5532, "PostgreSQL"),
    KAFKA(9192, "Kafka"),
    DEMO_DNS(5353, "the demo world's DNS"),
    DEMO_HTTPS(8443, "the demo world's HTTPS"),
    DEMO_SMTP(2525, "the demo world's SMTP");

    private final int standard;
    private final String label;

    Port(int standard, String label) {
        this.standard = standard;
        this.label = label;
    }

    int standard() {
        return standard;
    }

    String label() {
        return label;
    }

    String variable() {
        return "MAILKEEP_" + name() + "_PORT";
    }

    /** Whether only the demo world listens there. */
    boolean demo() {
        return name().startsWith("DEMO_");
    }
}
