package org.mailkeep.platform.context;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Brings an answer back to the Vert.x context of whoever waits for it. What works on a pool, or is shared by several who
 * sit on different event loops, would else go on with the request on a foreign thread.
 */
public final class CallersContext {

    private CallersContext() {}

    /** The same answer, on the context that subscribes; on the thread that it comes from when there is no context. */
    public static <T> Uni<T> comeBackWith(Uni<T> answer) {
        return Uni.createFrom().deferred(() -> {
            Context caller = Vertx.currentContext();
            return caller == null ? answer : answer.emitOn(task -> caller.runOnContext(_ -> task.run()));
        });
    }
}
