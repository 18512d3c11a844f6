package org.mailkeep.keydir.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.mailkeep.testkit.OpenApiDocument;
import org.mailkeep.keydir.KeydirWorldResource;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(
        value = InfraResource.class,
        initArgs = @ResourceArg(name = InfraResource.DATABASE, value = "keydir"))
@QuarkusTestResource(KeydirWorldResource.class)
class OpenApiTest {

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    /** {@code ./mvnw -pl keydir-service -am verify -Dtest=OpenApiTest -Dopenapi.update} writes the document anew. */
    @Test
    void theDocumentInDocsIsTheOneThatIsServed() throws Exception {
        OpenApiDocument.check("keydir-service", management);
    }
}
