package org.mailkeep.keydir.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.mailkeep.keydir.api.Keydir.account;
import static org.mailkeep.keydir.api.Keydir.addAlias;
import static org.mailkeep.keydir.api.Keydir.caller;
import static org.mailkeep.keydir.api.Keydir.ownDomain;
import static org.mailkeep.keydir.api.Keydir.problem;
import static org.mailkeep.keydir.api.Keydir.putAccount;
import static org.mailkeep.keydir.api.Keydir.putDomain;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.keydir.ShiftedClock;
import org.mailkeep.platform.store.Migration;
import org.mailkeep.testkit.dns.Signing;
import org.mailkeep.testkit.infra.InfraResource;
import org.mailkeep.testkit.world.SmallInternet;

/** Domains, accounts and aliases as the mail system manages them. */
@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class OwnershipApiTest {

    @SuppressWarnings("NullAway.Init") // the test resource puts it here
    SmallInternet internet;

    @Inject
    Migration migration;

    @Inject
    ShiftedClock clock;

    @BeforeEach
    void schemaIsThere() {
        migration.whenDone().await().atMost(Duration.ofSeconds(30));
    }

    @AfterEach
    void now() {
        clock.shift(Duration.ZERO);
    }

    @Test
    void nothingGoesWithoutTheRole() {
        problem(given().get("/v1/accounts/a").then(), 401, "unauthenticated");
        problem(given().get("/v1/domains").then(), 401, "unauthenticated");
        problem(given().get("/v1/audit?address=a@b.example").then(), 401, "unauthenticated");
        problem(given().contentType("application/x-ndjson").post("/v1/imports").then(), 401, "unauthenticated");
        problem(given().body(new byte[1]).put("/v1/accounts/a/keys").then(), 401, "unauthenticated");
    }

    @Test
    void anOwnDomainIsServedAtOnceAndStaysOwn() {
        String domain = ownDomain();
        putDomain(domain.toUpperCase(java.util.Locale.ROOT), "own")
                .statusCode(200)
                .body("domain", equalTo(domain))
                .body("served", equalTo(true))
                .body("verification.status", equalTo("not-needed"));
        problem(putDomain(domain, "custom"), 409, "domain-kind-fixed");
        problem(putDomain(domain, "other"), 400, "invalid-request");
        problem(putDomain("localhost", "own"), 422, "domain-not-servable");
        problem(caller().get("/v1/domains/nobody.example").then(), 404, "domain-not-found");
    }

    @Test
    void aCustomersDomainIsServedWhileItsDnsSaysSo() {
        String domain = "c" + UUID.randomUUID() + ".example";
        String alice = account();
        putDomain(domain, "custom")
                .statusCode(201)
                .body("served", equalTo(false))
                .body("verification.status", equalTo("pending"))
                .body("dns.type", contains("CNAME", "TXT"))
                .body("dns[0].zoneFile", equalTo("openpgpkey." + domain + ". IN CNAME keys.provider.example."));
        internet.dns().put(domain, Signing.UNSIGNED, "");
        verify(domain)
                .body("verification.status", equalTo("pending"))
                .body("verification.detail", containsString("no"));
        problem(putAccount(alice, "alice@" + domain), 409, "domain-not-verified");

        String challenge =
                caller().get("/v1/domains/" + domain).then().extract().path("dns[1].value");
        internet.dns().put(domain, Signing.UNSIGNED, "_mailkeep TXT \"" + challenge + "\"\n");
        verify(domain).body("served", equalTo(true)).body("verification.method", equalTo("txt"));
        putAccount(alice, "alice@" + domain).statusCode(201);

        internet.dns().put(domain, Signing.UNSIGNED, "openpgpkey CNAME keys.provider.example.\n");
        verify(domain).body("served", equalTo(true)).body("verification.method", equalTo("cname"));

        internet.dns().put(domain, Signing.UNSIGNED, "openpgpkey CNAME elsewhere.example.\n");
        verify(domain).body("served", equalTo(false)).body("verification.status", equalTo("lapsed"));
        putAccount(alice, "alice@" + domain).statusCode(200); // what she has she keeps
        problem(addAlias(alice, "more@" + domain), 409, "domain-not-verified");
    }

    @Test
    void anAddressGoesToOneAccountForEver() {
        String domain = ownDomain();
        String alice = account();
        String bob = account();
        putAccount(alice, "alice@" + domain, "sales@" + domain).statusCode(201);
        putAccount(alice, "Alice@" + domain, "sales@" + domain)
                .statusCode(200)
                .body("primary", equalTo("alice@" + domain))
                .body("aliases", contains("sales@" + domain));

        problem(putAccount(bob, "bob@" + domain, "SALES@" + domain), 409, "address-taken")
                .body("address", equalTo("sales@" + domain));
        problem(caller().get("/v1/accounts/" + bob).then(), 404, "account-not-found"); // nothing of it was done

        putAccount(alice, "alice@" + domain)
                .statusCode(200)
                .body("aliases.size()", equalTo(0))
                .body("addresses.find { it.address == 'sales@" + domain + "' }.state", equalTo("retired"));
        problem(putAccount(bob, "sales@" + domain), 409, "address-taken");
        putAccount(alice, "sales@" + domain, "alice@" + domain)
                .statusCode(200)
                .body("primary", equalTo("sales@" + domain));
    }

    @Test
    void anAliasOnAnOwnDomainIsProtected() {
        String domain = ownDomain();
        String alice = account();
        String alias = "alias@" + domain;
        problem(addAlias(alice, alias), 404, "account-not-found");
        putAccount(alice, "alice@" + domain);
        addAlias(alice, alias).statusCode(200).body("aliases", contains(alias));
        addAlias(alice, alias).statusCode(200);
        problem(deleteAlias(alice, alias), 409, "alias-protected");
        problem(deleteAlias(alice, "alice@" + domain), 409, "primary-address");
        problem(deleteAlias(alice, "nobody@" + domain), 404, "alias-not-found");
        caller().post("/v1/accounts/" + alice + "/aliases/" + alias + "/retirement")
                .then()
                .statusCode(200)
                .body("aliases", not(hasItem(alias)));
        problem(putAccount(account(), alias), 409, "address-taken");
        addAlias(alice, alias).statusCode(200).body("aliases", contains(alias));
    }

    @Test
    void anAliasOnACustomersDomainIsFreeAfterItsQuarantine() {
        String domain = "c" + UUID.randomUUID() + ".example";
        String alice = account();
        String bob = account();
        putDomain(domain, "custom").statusCode(201);
        internet.dns().put(domain, Signing.UNSIGNED, "openpgpkey CNAME keys.provider.example.\n");
        verify(domain).body("served", equalTo(true));

        clock.shift(Duration.ofDays(-366)); // the database goes by its own time
        putAccount(alice, "alice@" + domain, "alias@" + domain).statusCode(201);
        deleteAlias(alice, "alias@" + domain).statusCode(204);
        problem(putAccount(bob, "alias@" + domain), 409, "address-in-quarantine");
        deleteAlias(alice, "alias@" + domain).statusCode(204);

        clock.shift(Duration.ZERO);
        putAccount(bob, "bob@" + domain, "alias@" + domain)
                .statusCode(201)
                .body("aliases", contains("alias@" + domain));
        problem(addAlias(alice, "alias@" + domain), 409, "address-taken");
    }

    @Test
    void whatIsWrongIsSaid() {
        problem(putAccount("-", "a@b.example"), 400, "invalid-account");
        problem(putAccount(account(), "no address"), 400, "invalid-address");
        problem(putAccount(account(), "a@foreign.example"), 409, "foreign-domain");
        problem(
                caller().contentType("application/json")
                        .body("{")
                        .put("/v1/accounts/a")
                        .then(),
                400,
                "invalid-request");
        problem(
                caller().contentType("application/json")
                        .body(new byte[2 << 20])
                        .put("/v1/accounts/a")
                        .then(),
                413,
                "too-large");
    }

    @Test
    void listsAreReadPageByPage() {
        String domain = ownDomain();
        String prefix = "p" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            putAccount(prefix + i, i + "@" + domain).statusCode(201);
        }
        var first = caller().get("/v1/accounts?limit=2&cursor=" + cursor(prefix))
                .then()
                .statusCode(200);
        assertThat(first.extract().<java.util.List<String>>path("accounts.id")).containsExactly(prefix + 0, prefix + 1);
        String link = first.extract().header("Link");
        assertThat(link).endsWith("; rel=\"next\"");
        caller().urlEncodingEnabled(false)
                .get(link.substring(1, link.indexOf('>')))
                .then()
                .body("accounts.id", contains(prefix + 2, prefix + 3));
        problem(caller().get("/v1/accounts?cursor=!").then(), 400, "invalid-request");
    }

    @Test
    void certificatesAreOnlyForServedDomainsAndNotWithoutEnd() {
        String domain = ownDomain();
        clock.shift(Duration.ofDays(1)); // a day of its own, for the limit of 2
        assertThat(ask("openpgpkey." + domain)).isEqualTo(200);
        assertThat(ask("mta-sts." + domain)).isEqualTo(200);
        assertThat(ask("openpgpkey." + domain)).isEqualTo(200);
        assertThat(ask("openpgpkey." + ownDomain())).isEqualTo(404); // the third of the day
        assertThat(ask("www." + domain)).isEqualTo(404);
        assertThat(ask("openpgpkey.foreign.example")).isEqualTo(404);
        assertThat(ask("")).isEqualTo(404);
        assertThat(given().get("/v1/tls-ask").statusCode()).isEqualTo(404);
        clock.shift(Duration.ofDays(2));
        assertThat(ask("openpgpkey." + domain)).isEqualTo(200);
    }

    private static int ask(String host) {
        return given().queryParam("domain", host).get("/v1/tls-ask").statusCode();
    }

    private static io.restassured.response.ValidatableResponse verify(String domain) {
        return caller().post("/v1/domains/" + domain + "/verification").then().statusCode(200);
    }

    private static io.restassured.response.ValidatableResponse deleteAlias(String id, String alias) {
        return caller().delete("/v1/accounts/" + id + "/aliases/" + alias).then();
    }

    private static String cursor(String after) {
        return java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(after.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
