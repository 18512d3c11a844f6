package org.mailkeep.keylookup;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.mailkeep.testkit.infra.InfraResource;

/** What tests of the whole service have in common. */
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keylookup"))
@QuarkusTestResource(KeyWorldResource.class)
public abstract class KeylookupTest {

    @TestHTTPResource(value = "/", management = true)
    protected URI management = URI.create("http://127.0.0.1");

    @SuppressWarnings("NullAway.Init") // the test resource puts it here
    protected KeyWorld world;

    @BeforeEach
    protected void awaitTheStore() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().get(management.resolve("/q/health/ready"))
                        .path("checks.find { it.name == 'postgresql' }.data.available"));
    }

    /** What the service tells of the key of an address. */
    protected static JsonPath lookup(String email) {
        return given().queryParam("email", email)
                .get("/v1/keys")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Decides on a candidate. */
    protected static int decide(String email, String decision, String fingerprint) {
        return given().auth()
                .oauth2(KeyWorldResource.TOKEN)
                .contentType("application/json")
                .body("{\"decision\":\"" + decision + "\",\"fingerprint\":\"" + fingerprint + "\"}")
                .post("/v1/pins/{email}/decision", email)
                .statusCode();
    }
}
