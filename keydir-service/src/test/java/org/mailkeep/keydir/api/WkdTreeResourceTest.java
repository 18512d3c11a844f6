package org.mailkeep.keydir.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.PublishedKeys;
import org.mailkeep.keydir.domain.wkd.WkdLocation;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
class WkdTreeResourceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final DomainName DOMAIN = new DomainName("tree.example");

    /** More than two pages. */
    private static final int KEYS = 450;

    @Inject
    PublishedKeys keys;

    @Inject
    Migration migration;

    @BeforeEach
    void theDomainIsServed() {
        migration.whenDone().await().atMost(PATIENCE);
        keys.serve(DOMAIN);
        keys.serve(new DomainName("neighbour.example"));
        keys.publishSilently(EmailAddress.of("somebody@neighbour.example"), new byte[1]);
        await().atMost(PATIENCE)
                .until(() -> given().header("Host", DOMAIN.value())
                                .get("/.well-known/openpgpkey/policy")
                                .statusCode()
                        == 200);
    }

    @Test
    @TestSecurity(user = "operator", roles = Roles.KEYDIR_WRITE)
    void theTreeHoldsEveryKeyOfTheDomainAndNoOther() throws IOException {
        var expected = new HashMap<String, String>();
        for (int i = 0; i < KEYS; i++) {
            var address = new EmailAddress("user" + i, DOMAIN);
            keys.publishSilently(address, ("key of " + i).getBytes(StandardCharsets.US_ASCII));
            expected.put(
                    ".well-known/openpgpkey/tree.example/hu/"
                            + WkdLocation.of(address).hash(),
                    "key of " + i);
        }
        expected.put(".well-known/openpgpkey/tree.example/policy", "");

        var answer = given().get("/v1/domains/tree.example/wkd.tar");

        answer.then()
                .statusCode(200)
                .contentType("application/x-tar")
                .header("Content-Disposition", "attachment; filename=\"wkd.tar\"");
        var files = new HashMap<String, String>();
        var links = new HashMap<String, String>();
        read(answer.asByteArray(), files, links);
        assertThat(files).isEqualTo(expected);
        assertThat(links)
                .hasSameSizeAs(files)
                .allSatisfy((link, file) ->
                        assertThat(file).isEqualTo(link.replace("openpgpkey/", "openpgpkey/tree.example/")));
    }

    @Test
    @TestSecurity(user = "operator", roles = Roles.KEYDIR_WRITE)
    void whatIsNotServedHasNoTree() {
        given().get("/v1/domains/unknown.example/wkd.tar")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:mailkeep:problem:domain-not-served"));
        given().get("/v1/domains/-/wkd.tar")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:mailkeep:problem:invalid-domain"));
    }

    @Test
    void itNeedsARole() {
        given().get("/v1/domains/tree.example/wkd.tar")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:mailkeep:problem:unauthenticated"));
    }

    private static void read(byte[] archive, Map<String, String> files, Map<String, String> links) throws IOException {
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isLink()) {
                    links.put(entry.getName(), entry.getLinkName());
                } else {
                    files.put(entry.getName(), new String(tar.readAllBytes(), StandardCharsets.US_ASCII));
                }
            }
        }
    }
}
