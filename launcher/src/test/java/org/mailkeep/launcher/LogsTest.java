package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.FreePort;
import org.mailkeep.testkit.infra.Topic;
import org.mailkeep.testkit.smtp.LmtpClient;

/** What stands in the log of each service after requests that are right, wrong and hostile, with and without PostgreSQL. */
@Timeout(300)
class LogsTest {

    /** Nobody else's text has it in it. */
    private static final String LOCAL_PART = "zq7local";

    private static final String ADDRESS = LOCAL_PART + "@logs.example";

    /** Begins like a key and is none. */
    private static final String KEY = """
            -----BEGIN PGP PRIVATE KEY BLOCK-----

            lFgEZq7keyEzq7keyEzq7keyE
            -----END PGP PRIVATE KEY BLOCK-----
            """;

    private static final List<String> ADDRESSES = List.of(
            ADDRESS,
            LOCAL_PART + "%40logs.example",
            LOCAL_PART + "@logs.example%0d%0a%7b%22level%22%3a%22ERROR%22%7d",
            "%22" + LOCAL_PART + "%20x%22@logs.example",
            LOCAL_PART.repeat(60) + "@logs.example",
            LOCAL_PART + "@@logs.example",
            LOCAL_PART);

    /** What the client of PostgreSQL prints to standard error, past every log, when its connection breaks. */
    private static final Pattern STACK =
            Pattern.compile("\\tat .*|\\t\\.\\.\\. \\d+ more|(Caused by: )?[\\w.$]+(Exception|Error)\\b.*");

    private static final ObjectMapper LINES = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    private final int lmtp = FreePort.find();

    @Test
    void everyLineIsJsonAndNoneTellsAnAddressOrAKey() throws Exception {
        var postgresql = EmbeddedPostgresql.temporary(
                Arrays.stream(Service.values()).map(Service::database).toList());
        var kafka = EmbeddedKafka.temporary(Topic.ALL);
        try (postgresql;
                kafka) {
            kafka.start();
            for (Service service : Service.values()) {
                postgresql.start();
                try (var started = PackagedService.start(service, folder, postgresql, kafka, settings())) {
                    started.awaitDependencies();
                    ask(service, started);
                    postgresql.stop();
                    while (!started.lacks("postgresql")) {
                        Thread.sleep(100);
                    }
                    ask(service, started);
                    check(service, started.log());
                }
            }
        }
    }

    private Map<String, String> settings() {
        var settings = new HashMap<String, String>();
        settings.put("mailkeep.dns.mode", "off");
        settings.put("quarkus.log.console.json.enabled", "true");
        settings.put("mailkeep.lmtp.port", Integer.toString(lmtp));
        settings.put("mailkeep.vks.urls", "https://127.0.0.1:9");
        settings.put("mailkeep.keydir.url", "http://127.0.0.1:9");
        return settings;
    }

    private void ask(Service service, PackagedService started) throws IOException, InterruptedException {
        switch (service) {
            case POLICY -> {
                eachAddress(started, "GET", "/v1/domains/", "/tls-policy");
                json(started, "PUT", "/v1/hosted-domains/logs.example", "{\"tlsrptRua\":[\"mailto:" + ADDRESS + "\"]}");
            }
            case KEYDIR -> {
                json(started, "PUT", "/v1/domains/logs.example", "{\"kind\":\"own\"}");
                json(started, "PUT", "/v1/accounts/" + LOCAL_PART, "{\"primary\":\"" + ADDRESS + "\"}");
                json(started, "PUT", "/v1/accounts/second", "{\"primary\":\"" + ADDRESS + "\"}");
                started.ask("PUT", "/v1/accounts/" + LOCAL_PART + "/keys", KEY, "Content-Type", "application/pgp-keys");
                eachAddress(started, "DELETE", "/v1/accounts/" + LOCAL_PART + "/aliases/", "");
                eachAddress(
                        started,
                        "GET",
                        "/.well-known/openpgpkey/logs.example/hu/kei1q4tipxxu1yj79k9kfukdhfy631xe?l=",
                        "");
            }
            case KEYLOOKUP -> {
                eachAddress(started, "GET", "/v1/keys?email=", "");
                eachAddress(started, "GET", "/pks/lookup?op=get&search=", "");
                eachAddress(started, "GET", "/vks/v1/by-email/", "");
                eachAddress(started, "POST", "/v1/pins/", "/decision");
                json(
                        started,
                        "POST",
                        "/v1/vks/uploads",
                        LINES.writeValueAsString(Map.of("key", KEY, "addresses", List.of(ADDRESS))));
            }
            case REPORT -> {
                byte[] mail = ReportMails.mail(
                        "X-Note: " + ADDRESS + "\r\n", "logs.example", KEY.getBytes(StandardCharsets.UTF_8));
                started.ask(
                        "POST",
                        "/v1/messages",
                        new String(mail, StandardCharsets.UTF_8),
                        "Content-Type",
                        "message/rfc822");
                started.ask(
                        "POST",
                        "/v1/tlsrpt/" + LOCAL_PART,
                        "{\"contact-info\":\"" + ADDRESS + "\"",
                        "Content-Type",
                        "application/tlsrpt+json");
                try (var client = new LmtpClient(lmtp)) {
                    client.say("LHLO " + LOCAL_PART);
                    client.say("MAIL FROM:<" + ADDRESS + "> BODY=ODD");
                    client.say("RSET");
                    client.say("VRFY " + ADDRESS);
                    client.deliver(mail, ADDRESS);
                }
            }
        }
    }

    private static void eachAddress(PackagedService started, String method, String before, String after)
            throws IOException, InterruptedException {
        for (String address : ADDRESSES) {
            started.ask(method, before + address + after, "", "Content-Type", "application/json");
        }
    }

    private static void json(PackagedService started, String method, String path, String body)
            throws IOException, InterruptedException {
        started.ask(method, path, body, "Content-Type", "application/json");
    }

    private static void check(Service service, String log) throws IOException {
        assertThat(log).as(service.module()).isNotBlank();
        assertThat(log).as(service.module()).doesNotContain(LOCAL_PART, "zq7key", PackagedService.TOKEN);
        for (String line :
                log.lines().filter(line -> !STACK.matcher(line).matches()).toList()) {
            assertThat(line).as(service.module()).startsWith("{").endsWith("}");
            assertThat(LINES.readTree(line).fieldNames())
                    .as(line)
                    .toIterable()
                    .contains("timestamp", "level", "loggerName", "message");
        }
        assertThat(log).as("it says that PostgreSQL is away").contains("PostgreSQL does not answer");
    }
}
