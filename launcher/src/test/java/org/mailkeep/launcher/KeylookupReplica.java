package org.mailkeep.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;

/** A keylookup-service as it is packaged. */
record KeylookupReplica(PackagedService service) implements Replica {

    static final String DATABASE = Service.KEYLOOKUP.database();

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static KeylookupReplica start(
            Path folder, EmbeddedPostgresql postgresql, EmbeddedKafka kafka, Map<String, String> settings)
            throws IOException, InterruptedException {
        return new KeylookupReplica(PackagedService.start(Service.KEYLOOKUP, folder, postgresql, kafka, settings));
    }

    /** What is known of the address' key. */
    JsonNode find(String address) throws IOException, InterruptedException {
        return service.get("/v1/keys?email=" + address);
    }

    /** What GnuPG is told that asks a keyserver for a key: status and armor, or an error page. */
    String fetch(String fingerprint) throws IOException, InterruptedException {
        var answer = service.send(
                "GET", "/pks/lookup?op=get&search=0x" + fingerprint, "text/plain", BodyPublishers.noBody());
        return answer.statusCode() + " " + answer.body();
    }
}
