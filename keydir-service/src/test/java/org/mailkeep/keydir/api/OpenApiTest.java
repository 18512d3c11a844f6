package org.mailkeep.keydir.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class OpenApiTest {

    private static final Path DOCUMENT = Path.of("../docs/openapi/keydir-service.yaml");

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    /** {@code ./mvnw -pl keydir-service -am verify -Dtest=OpenApiTest -Dopenapi.update} writes the document anew. */
    @Test
    void theDocumentInDocsIsTheOneThatIsServed() throws IOException {
        String yaml = given().get(management.resolve("/q/openapi"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (System.getProperty("openapi.update") != null) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, yaml);
        }

        assertThat(DOCUMENT).as("docs/openapi: -Dopenapi.update writes it anew").hasContent(yaml);
    }
}
