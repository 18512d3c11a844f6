package org.mailkeep.policy.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.http.Method;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.policy.DemoWorldResource.TokenFile;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class ProtectedCallsTest {

    /** A call that needs a role, and how it answers who has it. */
    record Call(Method method, String path, int success) {

        ValidatableResponse by(RequestSpecification caller) {
            return caller.request(method, path).then();
        }
    }

    private static final String POLICY = "/v1/domains/plain.example/tls-policy";

    @SuppressWarnings("NullAway.Init") // Quarkus puts it here
    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://127.0.0.1");

    private TokenFile tokenFile = new TokenFile(java.nio.file.Path.of(""));

    static List<Call> protectedCalls() {
        return List.of(
                new Call(Method.POST, POLICY + "/refresh", 200),
                new Call(Method.DELETE, POLICY, 204),
                new Call(Method.POST, "/v1/domains/plain.example/probes", 200));
    }

    /** Without the store a purge is only promised (202). */
    @BeforeEach
    void awaitTheStore() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get(management.resolve("/q/health/ready"))
                        .path("checks.find { it.name == 'postgresql' }.data.available"));
    }

    @AfterEach
    void restoreToken() throws IOException {
        writeToken(TokenFile.TOKEN, 0);
    }

    @ParameterizedTest
    @MethodSource("protectedCalls")
    void withoutATokenTheyAreRefused(Call call) {
        unauthenticated(call.by(given()));
    }

    @ParameterizedTest
    @MethodSource("protectedCalls")
    void withAnotherTokenTheyAreRefused(Call call) {
        unauthenticated(call.by(bearer("5e".repeat(32))));
        unauthenticated(call.by(bearer(TokenFile.TOKEN + "0")));
        unauthenticated(call.by(bearer(TokenFile.TOKEN.substring(1))));
        unauthenticated(call.by(bearer("")));
        unauthenticated(call.by(given().header("Authorization", "Basic " + TokenFile.TOKEN)));
        unauthenticated(call.by(given().header("Authorization", TokenFile.TOKEN)));
    }

    @ParameterizedTest
    @MethodSource("protectedCalls")
    void withTheTokenTheyAreServed(Call call) {
        call.by(bearer(TokenFile.TOKEN)).statusCode(call.success()).header("Cache-Control", equalTo("no-store"));
        // RFC 9110 §11.1: the scheme is not case-sensitive.
        call.by(given().header("Authorization", "bearer " + TokenFile.TOKEN)).statusCode(call.success());
    }

    @ParameterizedTest
    @MethodSource("protectedCalls")
    @TestSecurity(user = "somebody", roles = "reports:read")
    void withoutTheRoleTheyAreForbidden(Call call) {
        call.by(given())
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:forbidden"));
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedInWords() {
        byte[] limit = new byte[64 * 1024];
        bearer(TokenFile.TOKEN).body(limit).post(POLICY + "/refresh").then().statusCode(not(413));
        bearer(TokenFile.TOKEN)
                .body(Arrays.copyOf(limit, limit.length + 1))
                .post(POLICY + "/refresh")
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:too-large"));
    }

    @Test
    void aStrangerWhoAsksTooOftenHasToSlowDown() {
        for (int asked = 0; asked < 5; asked++) {
            from("9.9.9.9").get(POLICY).then().statusCode(200);
        }
        from("9.9.9.9")
                .get(POLICY)
                .then()
                .statusCode(429)
                .header("Retry-After", not(nullValue()))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:too-many-requests"));
        from("9.9.9.10").get(POLICY).then().statusCode(200);
    }

    @Test
    void ourOwnNetworksMayAskAsTheyNeed() {
        for (String address : List.of("127.0.0.1", "10.1.2.3", "192.168.1.1", "fd00::1", "fe80::1", "::1")) {
            for (int asked = 0; asked < 10; asked++) {
                from(address).get(POLICY).then().statusCode(200);
            }
        }
    }

    @Test
    void openCallsTakeNoNoticeOfAToken() {
        bearer("wrong").get(POLICY).then().statusCode(200);
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        String renewed = "a1".repeat(32);
        var call = protectedCalls().getFirst();
        call.by(bearer(TokenFile.TOKEN)).statusCode(200);

        writeToken(renewed, 60);

        unauthenticated(call.by(bearer(TokenFile.TOKEN)));
        call.by(bearer(renewed)).statusCode(200);
    }

    @Test
    void noTokenIsRightWithoutAGoodFile() throws IOException {
        var call = protectedCalls().getFirst();

        // A token that could be guessed is none.
        writeToken("secret", 120);
        unauthenticated(call.by(bearer("secret")));
        writeToken("", 180);
        unauthenticated(call.by(bearer("")));
        Files.delete(tokenFile.path());
        unauthenticated(call.by(bearer(TokenFile.TOKEN)));
    }

    private void writeToken(String token, int secondsLater) throws IOException {
        Files.writeString(tokenFile.path(), token + "\n");
        Files.setLastModifiedTime(
                tokenFile.path(),
                FileTime.from(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(secondsLater)));
    }

    private static RequestSpecification from(String address) {
        return given().header("X-Forwarded-For", address);
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static void unauthenticated(ValidatableResponse response) {
        response.statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"))
                .contentType("application/problem+json")
                .body("type", equalTo("urn:mailkeep:problem:unauthenticated"))
                .body("detail", not(nullValue()));
    }
}
