package org.mailkeep.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mailkeep.testkit.infra.EmbeddedKafka;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.infra.Topic;

/** Two replicas of keydir-service on one PostgreSQL and one Kafka: one directory. */
@Timeout(240)
class KeydirReplicasTest {

    /** Made by GnuPG for alice@replicas.example, once; it does not expire. */
    private static final String KEY = """
            -----BEGIN PGP PUBLIC KEY BLOCK-----

            mDMEawRyGhYJKwYBBAHaRw8BAQdAPJxTs4JRNFuAAtkmZBHTNesE+hSD09fbtYMF
            52Q7sUO0HkFsaWNlIDxhbGljZUByZXBsaWNhcy5leGFtcGxlPoiQBBMWCAA4FiEE
            kfyHIxKjaKigUrOYXnE6RQMmw6oFAmsEchoCGwMFCwkIBwIGFQoJCAsCBBYCAwEC
            HgECF4AACgkQXnE6RQMmw6plPAEA5natsDH1SbXs+FBV0xnxIuWSNcTg1RSW39pG
            Kw+vPxwBAID9DOKVR7GcuispXvn5QyVbLXSm8p2kdg2piQmI3ToFuDgEawRyGhIK
            KwYBBAGXVQEFAQEHQCp4o7nv6PNYzcxmF0kqG6tvHONm1PoFb4oseBMhX7xrAwEI
            B4h4BBgWCAAgFiEEkfyHIxKjaKigUrOYXnE6RQMmw6oFAmsEchoCGwwACgkQXnE6
            RQMmw6oR3QEA4CTlu0CyWEO1QUlM+azalnWccVNn7eX1rAVgh1GCK80A/2UDnnJr
            pRYjSRtZNh0HfjY8yiiXUFBSwLZRvo9+/S4B
            =Zvkb
            -----END PGP PUBLIC KEY BLOCK-----
            """;

    private static final String FINGERPRINT = "91FC872312A368A8A052B3985E713A450326C3AA";
    private static final String DOMAIN = "replicas.example";

    /** Of the local part, as GnuPG shows it. */
    private static final String HASH = "kei1q4tipxxu1yj79k9kfukdhfy631xe";

    private static final Map<String, String> WITHOUT_DNS = Map.of("mailkeep.dns.mode", "off");

    @TempDir
    Path folder = Path.of("");

    @Test
    void whatOnePublishesTheOtherServesWithinASecondAndGoesOnWithoutTheStore() throws Exception {
        var postgresql = EmbeddedPostgresql.temporary(List.of(KeydirReplica.DATABASE));
        var kafka = EmbeddedKafka.temporary(Topic.ALL);
        try (postgresql;
                kafka) {
            postgresql.start();
            kafka.start();
            try (var first = KeydirReplica.start(folder, postgresql, kafka, WITHOUT_DNS);
                    var second = KeydirReplica.start(folder, postgresql, kafka, WITHOUT_DNS)) {
                first.put("/v1/domains/" + DOMAIN, "{\"kind\": \"own\"}");
                first.put("/v1/accounts/alice", "{\"primary\": \"alice@" + DOMAIN + "\"}");
                // The first change takes the way through Kafka that the others then find open.
                publish(first);
                awaitStatus(second, 200, Duration.ofSeconds(30));

                first.withdraw("alice", FINGERPRINT);
                awaitStatus(second, 404, Duration.ofSeconds(1));
                publish(first);
                awaitStatus(second, 200, Duration.ofSeconds(1));

                postgresql.stop();
                kafka.stop();
                awaitStatus(first, 200, Duration.ofSeconds(1));
                awaitStatus(second, 200, Duration.ofSeconds(1));
            }
        }
    }

    private static void publish(KeydirReplica replica) throws Exception {
        assertThat(replica.upload("alice", KEY.getBytes(StandardCharsets.US_ASCII))
                        .toString())
                .contains("published");
    }

    private static void awaitStatus(KeydirReplica replica, int status, Duration patience) throws Exception {
        var limit = System.nanoTime() + patience.toNanos();
        while (replica.directly(DOMAIN, HASH) != status) {
            assertThat(System.nanoTime()).as("%d within %s", status, patience).isLessThan(limit);
            Thread.sleep(20);
        }
    }
}
