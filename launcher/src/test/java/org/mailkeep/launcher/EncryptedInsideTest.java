package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;
import org.mailkeep.testkit.infra.KafkaSecurity;
import org.mailkeep.testkit.infra.Topic;
import org.mailkeep.testkit.tls.Leaf;
import org.mailkeep.testkit.tls.ServerIdentity;
import org.mailkeep.testkit.tls.TestAuthority;
import org.mailkeep.testkit.tls.Tls;

/**
 * Services whose every connection inside is encrypted, with certificates on both sides, by nothing but the settings of
 * docs/operations.md, "Encryption inside".
 */
@Timeout(300)
class EncryptedInsideTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String KAFKA_USER = "mailkeep";
    private static final String KAFKA_PASSWORD = "not in the environment";
    private static final String DOMAIN = "inside.example";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestAuthority authority = TestAuthority.create("Inside", Clock.systemUTC());
    private final EmbeddedPostgresql postgresql = EmbeddedPostgresql.temporary(
            List.of(Service.POLICY.database(), Service.KEYDIR.database(), Service.KEYLOOKUP.database()));
    private final EmbeddedKafka kafka = EmbeddedKafka.temporary(
            Topic.ALL, new KafkaSecurity(authority.issue("localhost"), authority.pem(), KAFKA_USER, KAFKA_PASSWORD));
    private final int https = FreePort.find();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void start() {
        postgresql.start();
        postgresql.demandTls(authority.issue("localhost"), authority.pem());
        kafka.start();
    }

    @AfterEach
    void stop() {
        kafka.close();
        postgresql.close();
    }

    @Test
    void servicesWorkTogetherWithCertificatesAndPasswordsFromFiles() throws Exception {
        // Given a directory that takes calls from holders of a certificate alone
        var keydirSettings = settings(authority, Service.KEYDIR);
        keydirSettings.putAll(documented("### Kafka, with certificates", authority));
        keydirSettings.putAll(documented("### A service that is called", authority));
        var keylookupSettings = settings(authority, Service.KEYLOOKUP);
        keylookupSettings.putAll(documented("### Kafka, with a password", authority));
        keylookupSettings.putAll(documented("### A service that calls", authority));
        keylookupSettings.put("mailkeep.vks.urls", "");
        try (var keydir = start(Service.KEYDIR, authority, keydirSettings);
                var keylookup = start(Service.KEYLOOKUP, authority, keylookupSettings)) {
            keydir.awaitDependencies();
            keylookup.awaitDependencies();
            assertThatThrownBy(() -> putDomain(
                            TestAuthority.selfSigned(Leaf.of(Clock.systemUTC().instant(), "mailkeep"))))
                    .isInstanceOf(IOException.class);
            // and one that looks keys up, and has found the domain to be nobody of ours
            assertThat(steps(keylookup)).contains("the domain is not one of ours");

            // When the domain becomes ours: a row and an event by PostgreSQL, the event by Kafka to the other service
            putDomain(authority.issue("mailkeep"));

            // Then the other one has heard of it, and asks the directory
            var limit = System.nanoTime() + PATIENCE.toNanos();
            while (steps(keylookup).contains("the domain is not one of ours")) {
                assertThat(System.nanoTime()).as(steps(keylookup)).isLessThan(limit);
                Thread.sleep(200);
            }
        }
    }

    @Test
    void whoseCertificatesAreNotBelievedDoesNotGetInAndSaysSo() throws Exception {
        var stranger = TestAuthority.create("A stranger", Clock.systemUTC());
        var settings = settings(stranger, Service.POLICY);
        settings.putAll(documented("### Kafka, with certificates", stranger));
        try (var started = start(Service.POLICY, stranger, settings)) {
            Thread.sleep(Duration.ofSeconds(8));
            assertThat(started.lacks("postgresql")).isTrue();
            assertThat(started.lacks("kafka")).isTrue();
            assertThat(started.log()).contains("The schema cannot be brought up to date yet");
        }
    }

    /** Those of every service, with certificates of this authority. */
    private Map<String, String> settings(TestAuthority issuer, Service service) throws IOException {
        var settings = documented("### PostgreSQL", issuer);
        settings.replaceAll((_, value) -> value.replace("/keydir", "/" + service.database()));
        settings.put("quarkus.datasource.username", postgresql.username());
        return settings;
    }

    private Map<String, String> documented(String heading, TestAuthority issuer) throws IOException {
        var here = new LinkedHashMap<String, String>();
        here.put("postgresql.example:5432", "localhost:" + postgresql.port());
        here.put("kafka.example:9093", kafka.bootstrapServersForCertificates());
        here.put("kafka.example:9094", kafka.bootstrapServersForPasswords());
        here.put("keydir-service.example", "localhost");
        here.put("8443", Integer.toString(https));
        here.put("/etc/mailkeep", place(issuer).toString());
        return DocumentedSettings.of(heading, here);
    }

    /** What the document has below /etc/mailkeep, once for each authority. */
    private Path place(TestAuthority issuer) throws IOException {
        Path place = folder.resolve(issuer.certificate().getSerialNumber().toString(16));
        if (Files.exists(place)) {
            return place;
        }
        Path tls = Files.createDirectories(place.resolve("tls"));
        // One for both ends: it names the host that is called, and the role of PostgreSQL.
        ServerIdentity identity = issuer.issue(postgresql.username(), "localhost");
        Files.writeString(tls.resolve("ca.crt"), issuer.pem());
        Files.writeString(tls.resolve("tls.crt"), identity.chainPem());
        Files.writeString(tls.resolve("tls.key"), identity.keyPem());
        Files.write(tls.resolve("tls.der"), identity.key().getEncoded());
        Files.writeString(tls.resolve("key-and-certificate.pem"), identity.keyPem() + identity.chainPem());
        Path secrets = Files.createDirectories(place.resolve("secrets"));
        Files.writeString(secrets.resolve("quarkus.datasource.password"), postgresql.password());
        Files.writeString(
                secrets.resolve("kafka.sasl.jaas.config"),
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                        .formatted(KAFKA_USER, KAFKA_PASSWORD));
        return place;
    }

    /** All settings are in a file, but for the places of settings themselves. */
    private PackagedService start(Service service, TestAuthority issuer, Map<String, String> settings)
            throws Exception {
        Path file = Files.createTempFile(folder, service.module(), ".properties");
        var properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        var environment = documented("## Secrets", issuer);
        environment.put("quarkus.config.locations", file.toString());
        environment.put("mailkeep.dns.mode", "off");
        return PackagedService.start(service, folder, environment);
    }

    private void putDomain(ServerIdentity client) throws Exception {
        try (var caller = HttpClient.newBuilder()
                .sslContext(Tls.clientTrusting(client, authority.certificate()))
                .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://localhost:" + https + "/v1/domains/" + DOMAIN))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + PackagedService.TOKEN)
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString("{\"kind\":\"own\"}"))
                    .build();
            assertThat(caller.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    private static String steps(PackagedService keylookup) throws Exception {
        var answer = keylookup.ask("GET", "/v1/keys?email=nobody@" + DOMAIN, "");
        return JSON.readTree(answer.body()).path("trace").toString();
    }
}
