package org.mailkeep.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(10);

    private final Rounds rounds = new Rounds();
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void oneFollowsTheOther() {
        next(Uni.createFrom().voidItem());
        next(Uni.createFrom().failure(new IllegalStateException("a failure ends a round as well")));
        next(Uni.createFrom().voidItem());
        assertThat(begun).hasValue(3);
    }

    @Test
    void noneBeginsBesideAnother() {
        var first = new CompletableFuture<Void>();
        next(Uni.createFrom().completionStage(first));
        next(Uni.createFrom().voidItem());
        assertThat(begun).hasValue(1);
        first.complete(null);
        next(Uni.createFrom().voidItem());
        assertThat(begun).hasValue(2);
    }

    @Test
    void theEndWaitsForTheOneThatIsUnderWayAndNoneFollows() throws InterruptedException {
        var last = new CompletableFuture<Void>();
        next(Uni.createFrom().completionStage(last));
        assertThat(rounds.end(SHORT)).isFalse();
        Thread.ofVirtual().start(() -> last.complete(null));
        assertThat(rounds.end(LONG)).isTrue();
        next(Uni.createFrom().voidItem());
        assertThat(begun).hasValue(1);
    }

    private void next(Uni<Void> work) {
        rounds.next(() -> {
                    begun.incrementAndGet();
                    return work;
                })
                .subscribe()
                .with(_ -> {}, _ -> {});
    }
}
