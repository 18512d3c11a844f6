package org.mailkeep.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** The API document in {@code docs/openapi}, and the one that a running service serves. */
public final class OpenApiDocument {

    private static final String UPDATE = "openapi.update";

    private OpenApiDocument() {}

    /**
     * Checks that both are the same. With {@code -Dopenapi.update} the one in the documentation is written anew.
     *
     * @param service for example {@code policy-service}
     * @param management where the service's management interface is
     * @throws AssertionError when they differ
     */
    public static void check(String service, URI management) throws IOException, InterruptedException {
        Path document = Path.of("../docs/openapi/" + service + ".yaml");
        String served = served(management.resolve("/q/openapi"));
        if (System.getProperty(UPDATE) != null) {
            Files.writeString(document, served);
        }
        if (!Files.exists(document) || !Files.readString(document).equals(served)) {
            throw new AssertionError("docs/openapi/" + service + ".yaml is not what the service serves; -D" + UPDATE
                    + " writes it anew");
        }
    }

    private static String served(URI address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("the service serves no API document: status " + answer.statusCode());
            }
            return answer.body();
        }
    }
}
