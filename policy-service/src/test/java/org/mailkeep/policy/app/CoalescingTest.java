package org.mailkeep.policy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CoalescingTest {

    private final Coalescing<String, String> coalescing = new Coalescing<>();
    private final List<UniEmitter<? super String>> begun = new ArrayList<>();
    private final AtomicInteger joined = new AtomicInteger();

    @Test
    void anyNumberOfWaitersShareOneOutcome() {
        var waiters = IntStream.range(0, 64).mapToObj(i -> join("a")).toList();
        assertThat(begun).hasSize(1);
        assertThat(joined).hasValue(63);

        begun.getFirst().complete("done");
        waiters.forEach(waiter -> waiter.assertItem("done"));
    }

    @Test
    void otherKeysDoNotWait() {
        join("a");
        join("b");
        assertThat(begun).hasSize(2);
    }

    @Test
    void afterItsEndTheNextBeginsAnew() {
        join("a");
        begun.getFirst().complete("done");
        assertThat(coalescing.size()).isZero();
        join("a").assertNotTerminated();
        assertThat(begun).hasSize(2);

        begun.getLast().fail(new IllegalStateException("broken"));
        assertThat(coalescing.size()).isZero();
    }

    @Test
    void itGoesOnWhenNobodyWaitsAnyMore() {
        var first = join("a");
        var second = join("a");
        first.cancel();
        second.cancel();
        join("a").assertNotTerminated();
        assertThat(begun).hasSize(1);

        begun.getFirst().complete("done");
        assertThat(coalescing.size()).isZero();
    }

    @Test
    void aRestartIsWhatLaterOnesWaitFor() {
        var old = join("a");
        var anew = coalescing.restart("a", this::work).subscribe().withSubscriber(UniAssertSubscriber.create());
        var later = join("a");
        begun.getFirst().complete("old");
        begun.getLast().complete("new");
        old.assertItem("old");
        anew.assertItem("new");
        later.assertItem("new");
        assertThat(coalescing.size()).isZero();
    }

    @Test
    void nobodyJoinsWhatIsForgotten() {
        var old = join("a");
        coalescing.forget("a");
        var later = join("a");
        begun.getFirst().complete("old");
        assertThat(coalescing.size()).isOne();
        begun.getLast().complete("new");
        old.assertItem("old");
        later.assertItem("new");
    }

    private UniAssertSubscriber<String> join(String key) {
        return coalescing
                .join(key, this::work, joined::incrementAndGet)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private Uni<String> work() {
        return Uni.createFrom().emitter(begun::add);
    }
}
