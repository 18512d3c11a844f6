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

/** A policy-service as it is packaged. */
record PolicyReplica(PackagedService service, int socketmapPort) implements Replica {

    private static final String JSON = "application/json";

    /** Starts one on this PostgreSQL and Kafka, with settings of its own by property name; returns when it is ready. */
    static PolicyReplica start(
            Path folder, EmbeddedPostgresql postgresql, EmbeddedKafka kafka, Map<String, String> settings)
            throws IOException, InterruptedException {
        int socketmap = FreePort.find();
        var all = new HashMap<>(settings);
        all.put("mailkeep.socketmap.port", Integer.toString(socketmap));
        return new PolicyReplica(PackagedService.start(Service.POLICY, folder, postgresql, kafka, all), socketmap);
    }

    /** What Postfix is told. */
    String ask(String domain) throws IOException {
        return Loopback.socketmap(socketmapPort, "QUERY", domain);
    }

    JsonNode policy(String domain) throws IOException, InterruptedException {
        return service.get(path(domain));
    }

    void purge(String domain) throws IOException, InterruptedException {
        service.call("DELETE", path(domain), JSON, BodyPublishers.noBody());
    }

    /** Hosts a domain with one MX host, its policy in mode testing. */
    void host(String domain, String mxHost) throws IOException, InterruptedException {
        var body = """
                {"mtaSts": {"mode": "testing", "mx": ["%s"], "maxAge": 604800},
                 "mxHosts": [{"host": "%s"}],
                 "tlsrptRua": ["mailto:tls@%s"]}
                """.formatted(mxHost, mxHost, domain);
        service.call("PUT", "/v1/hosted-domains/" + domain, JSON, BodyPublishers.ofString(body));
    }

    /** Looks at the domain's hosts now. */
    void probe(String domain) throws IOException, InterruptedException {
        service.call("POST", "/v1/domains/" + domain + "/probes", JSON, BodyPublishers.noBody());
    }

    /** The readiness report, whatever its status. */
    JsonNode readiness() throws IOException, InterruptedException {
        return service.readiness();
    }

    /** Whether readiness says that {@code dependency} is missing. */
    boolean lacks(String dependency) throws IOException, InterruptedException {
        return service.lacks(dependency);
    }

    private static String path(String domain) {
        return "/v1/domains/" + domain + "/tls-policy";
    }
}
