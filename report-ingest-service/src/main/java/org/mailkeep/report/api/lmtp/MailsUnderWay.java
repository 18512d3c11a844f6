package org.mailkeep.report.api.lmtp;

import java.time.Duration;

/** The mails that are being read or kept; when the service stops, their senders still get the reply that they wait for. */
final class MailsUnderWay {

    private int count;
    private boolean ended;

    /** Whether one more may begin; then {@link #end} has to follow its last reply. */
    synchronized boolean begin() {
        if (ended) {
            return false;
        }
        count++;
        return true;
    }

    synchronized void end() {
        count--;
        notifyAll();
    }

    /**
     * Lets no further one begin, and waits for those that have.
     *
     * @return whether none is left; false after {@code limit}
     */
    synchronized boolean finish(Duration limit) throws InterruptedException {
        ended = true;
        long deadline = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); count > 0 && left > 0; left = (deadline - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return count == 0;
    }
}
