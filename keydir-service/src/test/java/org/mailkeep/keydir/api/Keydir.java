package org.mailkeep.keydir.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mailkeep.keydir.KeydirWorldResource;

/** The API as the mail system uses it. */
final class Keydir {

    private Keydir() {}

    /** A caller with every role. */
    static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + KeydirWorldResource.TOKEN);
    }

    /** A domain that no other test has. */
    static String ownDomain() {
        String name = "d" + UUID.randomUUID() + ".example";
        putDomain(name, "own").statusCode(201);
        return name;
    }

    static String account() {
        return "a" + UUID.randomUUID();
    }

    static ValidatableResponse putDomain(String name, String kind) {
        return caller().contentType("application/json")
                .body(Map.of("kind", kind))
                .put("/v1/domains/" + name)
                .then();
    }

    static ValidatableResponse putAccount(String id, String primary, String... aliases) {
        return caller().contentType("application/json")
                .body(Map.of("primary", primary, "aliases", List.of(aliases)))
                .put("/v1/accounts/" + id)
                .then();
    }

    static ValidatableResponse addAlias(String id, String alias) {
        return caller().contentType("application/json")
                .body(Map.of("address", alias))
                .post("/v1/accounts/" + id + "/aliases")
                .then();
    }

    static ValidatableResponse upload(String id, byte[]... certificates) {
        var body = new java.io.ByteArrayOutputStream();
        Arrays.stream(certificates).forEach(body::writeBytes);
        return caller().contentType("application/pgp-keys")
                .body(body.toByteArray())
                .put("/v1/accounts/" + id + "/keys")
                .then();
    }

    /** How a key stands for an address, as the account's list of keys tells. */
    static String state(String id, String fingerprint, String address) {
        String which = "keys.find { it.fingerprint == '%s' }.addresses.find { it.address == '%s' }."
                .formatted(fingerprint, address);
        var answer = caller().get("/v1/accounts/" + id + "/keys")
                .then()
                .statusCode(200)
                .extract();
        String reason = answer.path(which + "reason");
        return reason == null ? answer.path(which + "status") : reason;
    }

    static ValidatableResponse problem(ValidatableResponse response, int status, String slug) {
        return response.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:" + slug));
    }
}
