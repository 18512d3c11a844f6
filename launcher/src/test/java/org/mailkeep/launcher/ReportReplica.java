package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;

/** A report-ingest-service as it is packaged. */
record ReportReplica(PackagedService service, int lmtpPort) implements Replica {

    static final String DATABASE = Service.REPORT.database();

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static ReportReplica start(
            Path folder, EmbeddedPostgresql postgresql, EmbeddedKafka kafka, Map<String, String> settings)
            throws IOException, InterruptedException {
        int lmtp = FreePort.find();
        var all = new HashMap<>(settings);
        all.put("mailkeep.lmtp.port", Integer.toString(lmtp));
        return new ReportReplica(PackagedService.start(Service.REPORT, folder, postgresql, kafka, all), lmtp);
    }

    /** As {@code kill -9}: it finishes nothing. */
    void kill() throws InterruptedException {
        service.kill();
    }

    /** Starts it again with the same settings; returns when it is ready. */
    void startAgain() throws IOException, InterruptedException {
        service.startAgain();
    }

    /** The status of what it answers. */
    int post(String path, String type, byte[] body) throws IOException, InterruptedException {
        return service.send("POST", path, type, BodyPublishers.ofByteArray(body))
                .statusCode();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return service.getPatiently(path);
    }
}
