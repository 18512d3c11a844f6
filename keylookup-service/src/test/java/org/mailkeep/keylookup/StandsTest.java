package org.mailkeep.keylookup;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StandsTest {

    @TestHTTPResource(value = "/", management = true)
    URI management;

    @Test
    void itIsReady() {
        given().get(management.resolve("/q/health/ready"))
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
    }

    @Test
    void itDescribesItself() {
        given().get(management.resolve("/q/openapi"))
                .then()
                .statusCode(200)
                .body(containsString("Mailkeep keylookup-service"));
    }

    @Test
    void itIsMeasured() {
        given().get(management.resolve("/q/metrics"))
                .then()
                .statusCode(200)
                .body(containsString("jvm_memory_used_bytes"));
    }
}
