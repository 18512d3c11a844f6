package org.mailkeep.report.api.pages;

/** The pages of this service that the navigation leads to. */
enum Tab {
    TODAY("/", "Today"),
    FAILURES("/failures", "Failures"),
    REPORTERS("/reporters", "Reporters"),
    DMARC("/dmarc", "DMARC"),
    INTAKE("/intake", "Intake");

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
