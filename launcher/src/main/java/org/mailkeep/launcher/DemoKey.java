package org.mailkeep.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The demo world's own mail domain, an account in it, and her key; it has a user ID for each of her two addresses. */
final class DemoKey {

    static final String DOMAIN_PATH = "/v1/domains/home.example";
    static final String DOMAIN_JSON = "{\"kind\":\"own\"}";
    static final String ACCOUNT_PATH = "/v1/accounts/alice";
    static final String ACCOUNT_JSON = "{\"primary\":\"alice@home.example\",\"aliases\":[\"shop@home.example\"]}";
    static final String HOST = "openpgpkey.home.example";

    /** The hash is that of "alice", as {@code gpg --with-wkd-hash} gives it. */
    static final String PUBLISHED_PATH =
            "/.well-known/openpgpkey/home.example/hu/kei1q4tipxxu1yj79k9kfukdhfy631xe?l=alice";

    private DemoKey() {}

    /** The key in ASCII armor. */
    static String text() {
        try (InputStream in = Objects.requireNonNull(DemoKey.class.getResourceAsStream("alice.asc"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it lies for command lines. */
    static Path file(DataFolder folder) {
        return folder.demo().resolve("alice.asc");
    }

    /** Puts it there. */
    static void write(DataFolder folder) throws IOException {
        Files.writeString(file(folder), text());
    }
}
