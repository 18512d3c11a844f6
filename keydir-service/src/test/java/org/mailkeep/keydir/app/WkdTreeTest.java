package org.mailkeep.keydir.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;

class WkdTreeTest {

    private static final String HASH = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";
    private static final Instant CHANGED = Instant.parse("2026-11-01T12:00:00.5Z");

    private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

    @Test
    void eachKeyIsThereForBothMethods() throws IOException {
        write(new DomainName("example.org"));
        assertThat(entries())
                .containsExactly(
                        Map.entry(".well-known/openpgpkey/example.org/policy", ""),
                        Map.entry(".well-known/openpgpkey/policy", "-> .well-known/openpgpkey/example.org/policy"),
                        Map.entry(".well-known/openpgpkey/example.org/hu/" + HASH, "the key"),
                        Map.entry(
                                ".well-known/openpgpkey/hu/" + HASH,
                                "-> .well-known/openpgpkey/example.org/hu/" + HASH));
    }

    @Test
    void aDomainMayBeAsLongAsDomainsAre() throws IOException {
        var longest = new DomainName(("a".repeat(60) + ".").repeat(4) + "example");
        write(longest);
        assertThat(entries()).containsEntry(".well-known/openpgpkey/" + longest + "/hu/" + HASH, "the key");
    }

    @Test
    void piecesAreWholeBlocksSoThatNothingIsHeldBack() throws IOException {
        var tree = new WkdTree(new DomainName("example.org"));
        assertThat(tree.policyFiles()).hasSize(2 * 512);
        assertThat(tree.key(HASH, new byte[513], CHANGED)).hasSize(4 * 512);
        assertThat(tree.end()).hasSize(2 * 512);
    }

    private void write(DomainName domain) throws IOException {
        var tree = new WkdTree(domain);
        archive.write(tree.policyFiles());
        archive.write(tree.key(HASH, "the key".getBytes(StandardCharsets.US_ASCII), CHANGED));
        archive.write(tree.end());
    }

    private Map<String, String> entries() throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive.toByteArray()))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(
                        entry.getName(),
                        entry.isLink()
                                ? "-> " + entry.getLinkName()
                                : new String(tar.readAllBytes(), StandardCharsets.US_ASCII));
            }
        }
        return entries;
    }
}
