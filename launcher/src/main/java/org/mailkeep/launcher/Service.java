package org.mailkeep.launcher;

import java.nio.file.Path;
import java.util.Optional;

/** The services of the suite, as they are packaged in the source tree. */
enum Service {
    POLICY("policy-service", Port.POLICY, Port.POLICY_MANAGEMENT, Optional.of("policy")),
    KEYDIR("keydir-service", Port.KEYDIR, Port.KEYDIR_MANAGEMENT, Optional.empty()),
    KEYLOOKUP("keylookup-service", Port.KEYLOOKUP, Port.KEYLOOKUP_MANAGEMENT, Optional.empty()),
    REPORT("report-ingest-service", Port.REPORT, Port.REPORT_MANAGEMENT, Optional.empty());

    private final String module;
    private final Port http;
    private final Port management;
    private final Optional<String> database;

    Service(String module, Port http, Port management, Optional<String> database) {
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

    Optional<String> database() {
        return database;
    }

    Path jar(Path home) {
        return home.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
