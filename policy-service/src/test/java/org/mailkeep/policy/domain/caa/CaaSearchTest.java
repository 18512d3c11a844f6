package org.mailkeep.policy.domain.caa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** The climb of RFC 8659 §3. */
class CaaSearchTest {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final CaaRecord RECORD = new CaaRecord(0, "issue", "ca.example");

    @Test
    void theNearestNameWithRecordsCounts() {
        assertThat(search("mail.a.example", Map.of("a.example", found("a.example"), "example", found("example"))))
                .isEqualTo(new CaaSearch.Found(new DomainName("a.example"), true, List.of(RECORD)));
        assertThat(search("mail.a.example", Map.of("mail.a.example", found("mail.a.example"))))
                .isEqualTo(new CaaSearch.Found(new DomainName("mail.a.example"), true, List.of(RECORD)));
        assertThat(search("mail.a.example", Map.of("example", found("example")))) // up to the top level
                .isEqualTo(new CaaSearch.Found(new DomainName("example"), true, List.of(RECORD)));
    }

    @Test
    void theRecordsOfAnAliasAreThoseOfTheNameItself() {
        // §3: "If X has a CNAME, CAA(X) is that of its target"; the climb goes on from X, not from the target.
        assertThat(search("www.a.example", Map.of("www.a.example", found("cdn.b.example"))))
                .isEqualTo(new CaaSearch.Found(new DomainName("www.a.example"), true, List.of(RECORD)));
    }

    @Test
    void withoutAnyEverybodyMayIssue() {
        assertThat(search("mail.a.example", Map.of())).isEqualTo(new CaaSearch.None());
    }

    @Test
    void aFailureIsNotTakenForNone() {
        assertThat(search("a.example", Map.of("a.example", new Lookup.TempFail<>("x"), "example", found("example"))))
                .isInstanceOf(CaaSearch.Undetermined.class);
        assertThat(search("a.example", Map.of("a.example", new Lookup.Bogus<>("x"))))
                .isInstanceOf(CaaSearch.Undetermined.class);
    }

    @Test
    void theClimbIsBounded() {
        assertThat(CaaSearch.from(new DomainName("a.".repeat(32) + "example")))
                .isInstanceOf(CaaSearch.Undetermined.class);
        assertThat(CaaSearch.from(new DomainName("a.".repeat(31) + "example"))).isInstanceOf(CaaSearch.Ask.class);
    }

    private static CaaSearch search(String name, Map<String, Lookup<CaaRecord>> answers) {
        CaaSearch search = CaaSearch.from(new DomainName(name));
        while (search instanceof CaaSearch.Ask ask) {
            search = CaaSearch.after(ask, answers.getOrDefault(ask.name().value(), new Lookup.NoData<>(true, TTL)));
        }
        return search;
    }

    private static Lookup<CaaRecord> found(String owner) {
        return new Lookup.Secure<>(List.of(RECORD), new DomainName(owner), TTL);
    }
}
