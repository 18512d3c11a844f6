package org.mailkeep.platform.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mailkeep.platform.rate.AskingRate.Decision;

/** One a second, three at once. */
class SourceLimitsTest {

    private final AtomicLong time = new AtomicLong();
    private final SourceLimits limits = new SourceLimits(new AskingRate(1, 3), time::get);

    @Test
    void eachSourceHasItsOwnLimit() {
        assertThat(ask("192.0.2.1", 5)).isEqualTo(3);
        assertThat(ask("192.0.2.2", 5)).isEqualTo(3);
        assertThat(ask("2001:db8::1", 5)).isEqualTo(3);
        assertThat(ask("2001:db8::2", 5)).isZero();
    }

    @Test
    void itIsGivenBackWithTime() {
        ask("192.0.2.1", 3);
        pass(Duration.ofSeconds(1));
        assertThat(ask("192.0.2.1", 5)).isEqualTo(1);
        pass(Duration.ofMinutes(1));
        assertThat(ask("192.0.2.1", 5)).isEqualTo(3);
    }

    @Test
    void threadsShareTheLimit() throws Exception {
        Callable<Integer> asker = () -> ask("192.0.2.1", 1000);
        int allowed = 0;
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var asked :
                    threads.invokeAll(IntStream.range(0, 4).mapToObj(_ -> asker).toList())) {
                allowed += asked.get();
            }
        }
        assertThat(allowed).isEqualTo(3);
    }

    private int ask(String address, int times) {
        return (int) IntStream.range(0, times)
                .filter(_ -> limits.ask(address) instanceof Decision.Allowed)
                .count();
    }

    private void pass(Duration some) {
        time.addAndGet(some.toNanos());
    }
}
