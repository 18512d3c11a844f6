package org.mailkeep.policy.domain.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mailkeep.policy.domain.Facts;
import org.mailkeep.policy.domain.hosted.Publication.State;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/** The order in which a hosted policy changes (RFC 8461 §8.1, §8.3). */
class PublicationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final StsPolicy WEEK = Facts.policy(Duration.ofDays(7), "mode: testing", "mx: mx.example.com");
    private static final StsPolicy ENFORCED = Facts.policy(Duration.ofDays(1), "mode: enforce", "mx: mx.example.com");

    @Test
    void theIdIsNotAnnouncedBeforeTheTextIsLive() {
        Publication first = Publication.begin(WEEK, 7, NOW);
        assertThat(first.state()).isEqualTo(State.PUBLISHING);
        assertThat(first.announcedId()).isEmpty();

        Publication live = first.confirmed(NOW.plusSeconds(1));
        assertThat(live.state()).isEqualTo(State.LIVE);
        assertThat(live.announcedId()).contains("20261123T100000R7");
    }

    @Test
    void duringAChangeTheOldIdStaysAnnouncedWithTheNewText() {
        Publication changed =
                Publication.begin(WEEK, 7, NOW).confirmed(NOW.plusSeconds(1)).change(ENFORCED, 8, NOW.plusSeconds(60));
        assertThat(changed.policy()).isEqualTo(ENFORCED);
        assertThat(changed.state()).isEqualTo(State.PUBLISHING);
        assertThat(changed.announcedId()).contains("20261123T100000R7");
        assertThat(changed.confirmed(NOW.plusSeconds(61)).announcedId()).contains("20261123T100100R8");
    }

    @Test
    void theSamePolicyIsNoChange() {
        Publication live = Publication.begin(WEEK, 7, NOW).confirmed(NOW);
        assertThat(live.change(WEEK, 9, NOW.plusSeconds(60))).isSameAs(live);
    }

    @Test
    void everyIdIsOneThatARecordCanHold() {
        assertThat(Publication.begin(WEEK, 1, NOW).id()).matches("[A-Za-z0-9]{1,32}");
        assertThat(Publication.begin(WEEK, 9_999_999_999_999_999L, NOW).id())
                .as("RFC 8461 §3.1")
                .matches("[A-Za-z0-9]{1,32}");
    }

    @Test
    void leavingServesModeNoneUntilEverySenderHasForgotten() {
        Instant left = NOW.plus(Duration.ofDays(10));
        Publication leaving = Publication.begin(WEEK, 7, NOW).confirmed(NOW).leave(8, left);
        assertThat(leaving.state()).isEqualTo(State.LEAVING);
        assertThat(leaving.policy().mode()).isEqualTo(StsPolicy.Mode.NONE);
        assertThat(leaving.isOver(left.plus(Duration.ofDays(8))))
                .as("not before it is live: some replica may serve the old policy")
                .isFalse();

        Publication none = leaving.confirmed(left.plusSeconds(5));
        assertThat(none.isOver(left.plus(Duration.ofDays(7))))
                .as("old max_age, from the end")
                .isFalse();
        assertThat(none.isOver(left.plus(Duration.ofDays(7)).plusSeconds(6))).isTrue();
        assertThat(none.leave(9, left.plusSeconds(9))).isSameAs(none);
    }

    @Test
    void aLongMaxAgeOfAnEarlierPolicyIsNotForgotten() {
        Instant changed = NOW.plus(Duration.ofDays(1));
        Publication none = Publication.begin(WEEK, 7, NOW)
                .confirmed(NOW)
                .change(ENFORCED, 8, changed)
                .confirmed(changed)
                .leave(9, changed.plus(Duration.ofHours(1)))
                .confirmed(changed.plus(Duration.ofHours(1)));
        assertThat(none.isOver(changed.plus(Duration.ofDays(6)))).isFalse();
        assertThat(none.isOver(changed.plus(Duration.ofDays(8)))).isTrue();
    }

    @Test
    void whoComesBackIsServedAgain() {
        Publication back = Publication.begin(WEEK, 7, NOW)
                .confirmed(NOW)
                .leave(8, NOW)
                .confirmed(NOW)
                .change(WEEK, 9, NOW.plusSeconds(60));
        assertThat(back.state()).isEqualTo(State.PUBLISHING);
        assertThat(back.policy()).isEqualTo(WEEK);
    }
}
