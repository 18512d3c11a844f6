package org.mailkeep.launcher;

import java.nio.file.Path;

/** The services of the suite, as they are packaged in the source tree. */
enum Service {
    POLICY("policy-service", Port.POLICY, Port.POLICY_MANAGEMENT, "policy"),
    KEYDIR("keydir-service", Port.KEYDIR, Port.KEYDIR_MANAGEMENT, "keydir"),
    KEYLOOKUP("keylookup-service", Port.KEYLOOKUP, Port.KEYLOOKUP_MANAGEMENT, "keylookup"),
    REPORT("report-ingest-service", Port.REPORT, Port.REPORT_MANAGEMENT, "report");

    private final String module;
    private final Port http;
    private final Port management;
    private final String database;

    Service(String module, Port http, Port management, String database) {
        this.module = module;
        this.http = http;
        this.management = management;
        this.database = database;
    }

    /** The module's folder, which is also the service's name. */
    String module() {
        return module;
    }

    Port http() {
        return http;
    }

    Port management() {
        return management;
    }

    String database() {
        return database;
    }

    Path jar(Path home) {
        return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
