package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.SamplePolicies;
import org.mailkeep.policy.domain.TlsPolicy;

class PendingWritesTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final PendingWrites pending = new PendingWrites();
    private final TlsPolicy policy = SamplePolicies.dane("a.example", NOW, Duration.ofMinutes(5));

    @Test
    void theLastPolicyOfADomainIsTheOneToWrite() {
        pending.save(policy, NOW, "first");
        pending.save(policy, NOW.plusSeconds(1), "second");
        assertThat(pending.all())
                .singleElement()
                .satisfies(waiting -> assertThat(waiting.save())
                        .map(PendingWrites.Save::reason)
                        .contains("second"));
    }

    @Test
    void aPurgeTakesWhatCameBeforeAndKeepsWhatComesAfter() {
        pending.save(policy, NOW, "before");
        pending.purge(policy.domain(), NOW, "operator");
        assertThat(pending.awaitsPurge(policy.domain())).isTrue();
        assertThat(pending.all().getFirst().save()).isEmpty();

        pending.save(policy, NOW.plusSeconds(1), "after");
        assertThat(pending.awaitsPurge(policy.domain())).isTrue();
        pending.purgeDone(pending.all().getFirst());
        assertThat(pending.all())
                .containsExactly(new PendingWrites.Pending(
                        policy.domain(),
                        Optional.empty(),
                        Optional.of(new PendingWrites.Save(policy, NOW.plusSeconds(1), "after"))));
        pending.saveDone(pending.all().getFirst());
        assertThat(pending.size()).isZero();
    }

    @Test
    void whatCameWhileWritingStays() {
        pending.save(policy, NOW, "old");
        var writing = pending.all().getFirst();
        pending.save(policy, NOW.plusSeconds(1), "new");
        pending.saveDone(writing);
        assertThat(pending.size()).isOne();

        pending.purge(policy.domain(), NOW, "operator");
        var purging = pending.all().getFirst();
        pending.purge(policy.domain(), NOW.plusSeconds(1), "operator");
        pending.purgeDone(purging);
        assertThat(pending.awaitsPurge(policy.domain())).isTrue();
    }
}
