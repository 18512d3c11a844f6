package org.mailkeep.report.api.pages;

/** The pages of this service that the navigation leads to. */
enum Tab {
    TODAY("/", "Today"),
    INCIDENTS("/incidents", "Incidents"),
    FAILURES("/failures", "Failures"),
    REPORTERS("/reporters", "Reporters"),
    READINESS("/readiness", "Readiness"),
    DMARC("/dmarc", "DMARC"),
    INTAKE("/intake", "Intake"),
    SENT("/sent-reports", "Sent reports");

    private final String path;
    private final String word;

    Tab(String path, String word) {
        this.path = path;
        this.word = word;
    }

    String path() {
        return path;
    }

    String word() {
        return word;
    }
}
