package org.mailkeep.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReportKeyTest {

    private static final DateRange DAY =
            new DateRange(Instant.parse("2026-11-22T00:00:00Z"), Instant.parse("2026-11-22T23:59:59Z"));

    @Test
    void organizationsAreComparedWithoutCaseAndSpacing() {
        assertThat(key("Google Inc.", "1")).isEqualTo(key("  google   INC. ", "1"));
        assertThat(key("Google Inc.", "1").hash())
                .isEqualTo(key("google inc.", "1").hash());
        assertThat(key("Google Inc.", "1").hash())
                .isNotEqualTo(key("Google Inc", "1").hash());
    }

    @Test
    void fieldsDoNotRunIntoOneAnother() {
        assertThat(key("ab", "c").hash()).isNotEqualTo(key("a", "bc").hash());
        assertThat(key("a", "1").hash())
                .isNotEqualTo(ReportKey.of(ReportKey.Kind.DMARC, "a", "1", DAY).hash());
    }

    @Test
    void anotherDayIsAnotherReport() {
        var next = new DateRange(DAY.begin().plusSeconds(86_400), DAY.end().plusSeconds(86_400));
        assertThat(ReportKey.of(ReportKey.Kind.TLS, "a", "1", next).hash())
                .isNotEqualTo(key("a", "1").hash());
    }

    @Test
    void theOrderOfListsMeansNothing() {
        var one = new ContentHash()
                .addUnordered(List.of("a", "b", "b"), ContentHash::add)
                .done();
        assertThat(new ContentHash()
                        .addUnordered(List.of("b", "a", "b"), ContentHash::add)
                        .done())
                .isEqualTo(one);
        assertThat(new ContentHash()
                        .addUnordered(List.of("a", "b"), ContentHash::add)
                        .done())
                .isNotEqualTo(one);
    }

    @Property
    void anyNameFoldsToSomethingStable(@ForAll String name) {
        String folded = ReportKey.fold(name);
        assertThat(folded.length()).isLessThanOrEqualTo(200);
        assertThat(ReportKey.fold(name)).isEqualTo(folded);
    }

    @Property
    void anyTextBecomesStorable(@ForAll String text) {
        String storable = StorableText.of(text);
        assertThat(storable).doesNotContain("\0");
        assertThat(new String(
                        storable.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(storable);
        assertThat(StorableText.of(storable)).isSameAs(storable);
    }

    private static ReportKey key(String organization, String id) {
        return ReportKey.of(ReportKey.Kind.TLS, organization, id, DAY);
    }
}
