package org.mailkeep.report.api.lmtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MailsUnderWayTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final MailsUnderWay mails = new MailsUnderWay();

    @Test
    void withoutAnyThereIsNothingToWaitFor() throws InterruptedException {
        assertThat(mails.begin()).isTrue();
        mails.end();
        assertThat(mails.finish(LONG)).isTrue();
    }

    @Test
    void afterTheEndNoneBegins() throws InterruptedException {
        mails.finish(LONG);
        assertThat(mails.begin()).isFalse();
    }

    @Test
    void theLastOneEndsTheWaiting() throws InterruptedException {
        mails.begin();
        mails.begin();
        Thread.ofVirtual().start(() -> {
            mails.end();
            mails.end();
        });
        assertThat(mails.finish(LONG)).isTrue();
    }

    @Test
    void oneThatDoesNotEndIsNotWaitedForBeyondTheLimit() throws InterruptedException {
        mails.begin();
        assertThat(mails.finish(Duration.ofMillis(10))).isFalse();
    }
}
