package org.mailkeep.report.domain.stale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.report.domain.stale.PolicyShare.State;

class PolicyShareTest {

    private static final Instant T1 = Instant.parse("2026-11-21T23:59:59Z");
    private static final Instant T2 = Instant.parse("2026-11-22T23:59:59Z");
    private static final PolicyText TESTING = policy("testing");
    private static final PolicyText ENFORCE = policy("enforce");

    @Test
    void eachSenderCountsOnceByWhatItSaidLast() {
        List<PolicyShare> shares = PolicyShare.of(
                List.of(
                        seen("a", TESTING, 5, T1),
                        seen("a", ENFORCE, 6, T2),
                        seen("b", TESTING, 7, T2),
                        seen("c", ENFORCE, 8, T2),
                        seen("d", new PolicyText(List.of()), 9, T2)),
                List.of(new ServedPolicy("2", ENFORCE, T2), new ServedPolicy("1", TESTING, T1)));
        assertThat(shares)
                .extracting(
                        PolicyShare::id,
                        PolicyShare::state,
                        one -> one.organizations().toString(),
                        one -> Math.round(one.share() * 3),
                        PolicyShare::sessions)
                .containsExactly(
                        tuple(Optional.of("2"), State.CURRENT, "[a, c]", 2L, 14L),
                        tuple(Optional.of("1"), State.OLD, "[b]", 1L, 7L));
    }

    @Test
    void withoutAProbeNobodyKnowsWhatIsServed() {
        assertThat(PolicyShare.of(List.of(seen("a", TESTING, 5, T1)), List.of()))
                .singleElement()
                .satisfies(share -> assertThat(share.state()).isEqualTo(State.UNKNOWN));
    }

    @Test
    void spellingDoesNotMakeAnotherPolicy() {
        assertThat(PolicyText.of(List.of(
                        "Mode:enforce",
                        "max_age:  86400",
                        "mx: B.example",
                        "MX: a.example",
                        "version: STSv1",
                        "x-more: 1",
                        "junk")))
                .isEqualTo(new PolicyText(List.of(
                        "version: STSv1", "mode: enforce", "mx: a.example", "mx: b.example", "max_age: 86400")));
        assertThat(PolicyText.of(List.of("3 1 1 00")).isEmpty()).isTrue();
    }

    private static SeenPolicy seen(String organization, PolicyText policy, long sessions, Instant at) {
        return new SeenPolicy(organization, policy, sessions, at);
    }

    private static PolicyText policy(String mode) {
        return PolicyText.of(List.of("version: STSv1", "mode: " + mode, "mx: mx1.a.example", "max_age: 86400"));
    }
}
