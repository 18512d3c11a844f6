package org.mailkeep.keylookup.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeylookupTest;

@QuarkusTest
class OpenApiTest extends KeylookupTest {

    private static final Path DOCUMENT = Path.of("../docs/openapi/keylookup-service.yaml");

    /** {@code ./mvnw -pl keylookup-service -am verify -Dtest=OpenApiTest -Dopenapi.update} writes the document anew. */
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
