package org.mailkeep.keydir.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.mailkeep.keydir.api.Keydir.account;
import static org.mailkeep.keydir.api.Keydir.caller;
import static org.mailkeep.keydir.api.Keydir.ownDomain;
import static org.mailkeep.keydir.api.Keydir.problem;
import static org.mailkeep.keydir.api.Keydir.putAccount;
import static org.mailkeep.keydir.api.Keydir.putDomain;
import static org.mailkeep.keydir.api.Keydir.state;
import static org.mailkeep.keydir.api.Keydir.upload;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.keydir.SampleKey;
import org.mailkeep.keydir.ShiftedClock;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.keydir.store.PublicationRepository;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.UserId;
import org.mailkeep.openpgp.WkdHash;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.world.SmallInternet;

/** What becomes of the keys that accounts give. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class KeysApiTest {

    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // the test resource puts it here
    SmallInternet internet;

    @Inject
    Migration migration;

    @Inject
    PublicationRepository publications;

    @Inject
    ShiftedClock clock;

    private final String alice = account();
    private String domain = "";
    private String address = "";

    @BeforeEach
    void aliceHasAnAddress() {
        migration.whenDone().await().atMost(PATIENCE);
        domain = ownDomain();
        address = "alice@" + domain;
        putAccount(alice, address).statusCode(201);
    }

    @AfterEach
    void now() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void aKeyIsServedForEachAddressThatTheAccountHas() {
        String bob = account();
        putAccount(bob, "bob@" + domain);
        putAccount(alice, address, "sales@" + domain, "unnamed@" + domain);
        SampleKey key = SampleKey.usual(
                MADE, "Alice <" + address + ">", "sales@" + domain, "bob@" + domain, "alice@elsewhere.example");

        upload(alice, key.armored().getBytes(StandardCharsets.US_ASCII))
                .statusCode(200)
                .body("keys.result", contains("added"))
                .body("addresses.find { it.address == '" + address + "' }.status", equalTo("published"))
                .body("addresses.find { it.address == '" + address + "' }.clients.client", hasItems("gnupg", "proton"))
                .body("addresses.find { it.address == 'sales@" + domain + "' }.status", equalTo("published"))
                .body(
                        "addresses.find { it.address == 'unnamed@" + domain + "' }.reason",
                        equalTo("no-matching-user-id"))
                .body("addresses.find { it.address == 'bob@" + domain + "' }.reason", equalTo("not-owner"))
                .body("addresses.find { it.address == 'alice@elsewhere.example' }.reason", equalTo("foreign-domain"));

        assertThat(served(address))
                .hasValueSatisfying(certificate -> assertThat(certificate.userIds())
                        .extracting(UserId::text)
                        .containsExactly("Alice <" + address + ">"));
        assertThat(served("bob@" + domain)).isEmpty();

        upload(alice, key.bytes()).body("keys.result", contains("unchanged"));
    }

    @Test
    void anAddressThatComesLaterGetsTheKey() {
        upload(alice, SampleKey.usual(MADE, address, "late@" + domain).bytes()).statusCode(200);
        assertThat(served("late@" + domain)).isEmpty();
        Keydir.addAlias(alice, "late@" + domain).statusCode(200);
        assertThat(served("late@" + domain)).isPresent();
        caller().post("/v1/accounts/" + alice + "/aliases/late@" + domain + "/retirement")
                .then()
                .statusCode(200);
        assertThat(served("late@" + domain)).isEmpty();
        assertThat(served(address)).isPresent();
    }

    @Test
    void aWithdrawnKeyIsServedForNoAddress() {
        SampleKey key = SampleKey.usual(MADE, address);
        String path = "/v1/accounts/" + alice + "/keys/" + key.certificate().fingerprint();
        upload(alice, key.bytes());
        caller().delete(path).then().statusCode(204);
        assertThat(served(address)).isEmpty();
        problem(caller().delete(path).then(), 404, "key-not-found");
        problem(caller().delete("/v1/accounts/" + alice + "/keys/short").then(), 400, "invalid-fingerprint");
        upload(alice, key.bytes()).body("keys.result", contains("added"));
        assertThat(served(address)).isPresent();
    }

    @Test
    void aRevocationIsNeverForgotten() {
        SampleKey key = SampleKey.usual(MADE, address);
        byte[] before = key.bytes();
        byte[] revoked = key.revoked(MADE.plusSeconds(60)).bytes();
        upload(alice, before).body("addresses[0].warnings.size()", equalTo(0));
        upload(alice, revoked)
                .body("keys.result", contains("merged"))
                .body("addresses[0].warnings.code", contains("revoked"));
        upload(alice, before)
                .body("keys.result", contains("unchanged"))
                .body("addresses[0].warnings.code", contains("revoked"));
        caller().delete("/v1/accounts/" + alice + "/keys/" + key.certificate().fingerprint());
        upload(alice, before)
                .body("keys.result", contains("added"))
                .body("addresses[0].warnings.code", contains("revoked"));
    }

    @Test
    void aSecretKeyIsRefusedAndSoIsWhatIsNoKey() {
        problem(
                        upload(alice, SampleKey.usual(MADE, address).secret().getBytes(StandardCharsets.US_ASCII)),
                        422,
                        "secret-key")
                .body("addresses.address", contains(address))
                .body("addresses.reason", contains("secret-key"));
        problem(upload(alice, "no key".getBytes(StandardCharsets.UTF_8)), 422, "malformed-key");
        problem(upload(alice, new byte[3 << 20]), 413, "too-large");
        problem(upload(account(), SampleKey.usual(MADE, address).bytes()), 404, "account-not-found");
        assertThat(served(address)).isEmpty();
    }

    @Test
    void anAccountOffersNoMoreKeysThanItMay() {
        for (int i = 0; i < 2; i++) {
            upload(alice, SampleKey.usual(MADE.plusSeconds(i), address).bytes()).statusCode(200);
        }
        problem(upload(alice, SampleKey.usual(MADE.plusSeconds(5), address).bytes()), 409, "too-many-keys");
        caller().get("/v1/accounts/" + alice + "/keys").then().body("keys.size()", equalTo(2));
    }

    @Test
    void severalKeysInOneBodyAreAllLookedAt() {
        SampleKey old = SampleKey.usual(MADE, address);
        SampleKey recent = SampleKey.usual(MADE.plusSeconds(60), address);
        upload(alice, old.bytes(), recent.bytes())
                .body("keys.size()", equalTo(2))
                .body("addresses.status", everyItem(equalTo("published")))
                .body(
                        "addresses.find { it.fingerprint == '"
                                + old.certificate().fingerprint() + "' }.warnings.code",
                        contains("superseded"))
                .body(
                        "addresses.find { it.fingerprint == '"
                                + old.certificate().fingerprint() + "' }.until",
                        notNullValue());
    }

    @Test
    void timeAloneTakesAKeyOutAndTellsAhead() {
        SampleKey key = SampleKey.bare(MADE)
                .userId(address, Duration.between(MADE, Instant.now().plus(Duration.ofDays(100))))
                .encryption();
        upload(alice, key.bytes()).body("addresses[0].status", equalTo("published"));
        clock.shift(Duration.ofDays(101));
        Awaitility.await().atMost(PATIENCE).until(() -> state(key), "published"::equals);
        assertThat(served(address)).isPresent();
        clock.shift(Duration.ofDays(131));
        Awaitility.await().atMost(PATIENCE).until(() -> served(address).isEmpty());
        assertThat(state(key)).isEqualTo("expired");
        audit(address)
                .body("entries[0].action", equalTo("key-unpublished"))
                .body("entries[0].actor", equalTo("schedule"));
    }

    @Test
    void aCustomersDomainThatLeavesTakesItsKeysOut() {
        String custom = "c" + UUID.randomUUID() + ".example";
        putDomain(custom, "custom");
        internet.dns().put(custom, Signing.UNSIGNED, "openpgpkey CNAME keys.provider.example.\n");
        verify(custom);
        String bob = account();
        putAccount(bob, "bob@" + custom).statusCode(201);
        upload(bob, SampleKey.usual(MADE, "bob@" + custom).bytes()).body("addresses[0].status", equalTo("published"));

        internet.dns().put(custom, Signing.UNSIGNED, "");
        verify(custom);
        Awaitility.await().atMost(PATIENCE).until(() -> served("bob@" + custom).isEmpty());
        internet.dns().put(custom, Signing.UNSIGNED, "openpgpkey CNAME keys.provider.example.\n");
        verify(custom);
        Awaitility.await().atMost(PATIENCE).until(() -> served("bob@" + custom).isPresent());

        // gone for so long that somebody else may have the domain
        internet.dns().put(custom, Signing.UNSIGNED, "");
        verify(custom);
        clock.shift(Duration.ofDays(91));
        verify(custom);
        internet.dns().put(custom, Signing.UNSIGNED, "openpgpkey CNAME keys.provider.example.\n");
        verify(custom);
        caller().get("/v1/accounts/" + bob).then().body("addresses.state", contains("removed"));
        Awaitility.await().atMost(PATIENCE).until(() -> served("bob@" + custom).isEmpty());
    }

    @Test
    void everyChangeIsRecordedAndTheRecordCanBeVerified() {
        SampleKey key = SampleKey.usual(MADE, address);
        upload(alice, key.bytes());
        audit(address)
                .body("entries.action", contains("key-published", "address-taken"))
                .body("entries.actor", everyItem(equalTo("local")))
                .body(
                        "entries[0].fingerprint",
                        equalTo(key.certificate().fingerprint().hex()))
                .body("entries[0].hash", notNullValue());
        caller().post("/v1/audit/verification").then().statusCode(202);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> caller().get("/v1/audit/verification")
                        .then()
                        .body("status", equalTo("intact"))
                        .body("head", notNullValue()));
    }

    @Test
    void accountsComeInInBulkAndAgainWithoutHarm() {
        String bob = account();
        String carol = account();
        String armored = SampleKey.usual(MADE, "bob@" + domain)
                .armored()
                .replace("\r", "")
                .replace("\n", "\\n");
        String lines = """
                {"account":"%s","primary":"bob@%s","aliases":["b@%s"],"keys":["%s"]}

                {"account":"%s","primary":"bob@%s"}
                {"account":"%s","primary":"carol@%s","keys":["AAAA"]}
                no json
                %s
                {"account":"%s","primary":"carol@%s"}""".formatted(
                        bob, domain, domain, armored, carol, domain, carol, domain, "x".repeat(3 << 20), carol, domain);
        List<String> replies = importLines(lines);
        assertThat(replies).hasSize(6);
        assertThat(replies.get(0))
                .contains("\"line\":1")
                .contains("\"imported\"")
                .contains("\"published\":1");
        assertThat(replies.get(1))
                .contains("\"line\":3")
                .contains("\"address-taken\"")
                .contains("bob@" + domain);
        assertThat(replies.get(2)).contains("\"line\":4").contains("\"malformed-key\"");
        assertThat(replies.get(3)).contains("\"line\":5").contains("\"invalid-line\"");
        assertThat(replies.get(4)).contains("\"line\":6").contains("\"line-too-long\"");
        assertThat(replies.get(5)).contains("\"line\":7").contains("\"imported\"");
        assertThat(served("bob@" + domain)).isPresent();

        assertThat(importLines(lines).get(0)).contains("\"unchanged\"").contains("\"published\":1");
    }

    private static List<String> importLines(String lines) {
        String body = caller().contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/imports")
                .then()
                .statusCode(200)
                .contentType(containsString("application/x-ndjson"))
                .extract()
                .asString();
        List<String> replies = body.lines().filter(line -> !line.isBlank()).toList();
        assertThat(replies.getLast()).contains("\"end\"").contains("\"failed\":4");
        return replies.subList(0, replies.size() - 1);
    }

    private String state(SampleKey key) {
        return Keydir.state(alice, key.certificate().fingerprint().hex(), address);
    }

    private Optional<Certificate> served(String whom) {
        EmailAddress asked = EmailAddress.of(whom);
        var result = publications
                .find(asked.domain(), WkdHash.of(asked).value())
                .await()
                .atMost(PATIENCE);
        return switch (result) {
            case StoreResult.Done<Optional<Publication>>(var found) ->
                found.map(
                        publication -> SampleKey.read(publication.certificates().toArray()));
            case StoreResult.Unavailable<Optional<Publication>> failed -> throw new AssertionError(failed.why());
        };
    }

    private static io.restassured.response.ValidatableResponse audit(String about) {
        return caller().queryParam("address", about)
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .body("entries.address", hasItem(about));
    }

    private static void verify(String name) {
        caller().post("/v1/domains/" + name + "/verification").then().statusCode(200);
    }
}
