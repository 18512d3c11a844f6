package org.mailkeep.platform.dns;

import java.util.concurrent.Executor;

/**
 * One question under way, together with the queries for keys that serve it.
 *
 * <p>dnsjava hands the executor of a question on to every query that it makes for it, so this is also where such a
 * query can say that it got no answer. To the validator missing keys are wrong keys; for us they make a question that
 * failed instead of a forgery.
 */
final class Inquiry implements Executor {

    private final Executor workers;
    private volatile boolean withoutKeys;

    Inquiry(Executor workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable step) {
        workers.execute(step);
    }

    void keysUnanswered() {
        withoutKeys = true;
    }

    /** Whether keys, or the proof that there are none, could not be fetched. */
    boolean isWithoutKeys() {
        return withoutKeys;
    }
}
