package org.mailkeep.policy.api;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.DemoWorldResource;
import org.mailkeep.testkit.OpenApiDocument;
import org.mailkeep.testkit.infra.InfraResource;

@QuarkusTest
@QuarkusTestResource(InfraResource.class)
@QuarkusTestResource(DemoWorldResource.class)
class OpenApiTest {

    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("/");

    /** {@code ./mvnw -pl policy-service -am verify -Dtest=OpenApiTest -Dopenapi.update} writes the document anew. */
    @Test
    void theDocumentInDocsIsTheOneThatIsServed() throws Exception {
        OpenApiDocument.check("policy-service", management);
    }
}
