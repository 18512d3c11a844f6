package org.mailkeep.keydir.api.wkd;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.infra.InfraResource;

/** Three at once, and one in a long while; the proxy in front is trusted. */
@QuarkusTest
@TestProfile(RateLimitTest.Strict.class)
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
class RateLimitTest {

    /** The settings of this test. */
    public static final class Strict implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mailkeep.keydir.wkd.requests-per-second", "1",
                    "mailkeep.keydir.wkd.burst", "3",
                    "quarkus.http.proxy.proxy-address-forwarding", "true",
                    "quarkus.http.proxy.trusted-proxies", "127.0.0.1");
        }
    }

    @Test
    void eachSourceBehindTheProxyHasItsOwnLimit() {
        for (String source : List.of("192.0.2.1", "192.0.2.2", "2001:db8::1")) {
            assertThat(refused(source, 10)).as(source).isBetween(4L, 7L);
        }
        // The same network as before.
        assertThat(refused("2001:db8::2", 3)).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whoIsRefusedIsToldWhenToComeBack() {
        refused("192.0.2.9", 10);
        Response refusal = ask("192.0.2.9");
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(1, 3);
        assertThat(refusal.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    private static long refused(String source, int times) {
        return IntStream.range(0, times)
                .filter(_ -> ask(source).statusCode() == 429)
                .count();
    }

    private static Response ask(String source) {
        return given().header("Host", "limited.example")
                .header("X-Forwarded-For", source)
                .get("/.well-known/openpgpkey/policy");
    }
}
