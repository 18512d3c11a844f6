package org.mailkeep.keylookup.api;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.OpenApiDocument;

@QuarkusTest
class OpenApiTest extends KeylookupTest {

    /** {@code ./mvnw -pl keylookup-service -am verify -Dtest=OpenApiTest -Dopenapi.update} writes the document anew. */
    @Test
    void theDocumentInDocsIsTheOneThatIsServed() throws Exception {
        OpenApiDocument.check("keylookup-service", management);
    }
}
