package org.mailkeep.platform.problem;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that says itself that it is too large, before any of it is read, and says so in words. Quarkus would not. */
class BodyLimit {

    /** Before Quarkus' own check of the same limit. */
    private static final int BEFORE_QUARKUS = 1000;

    void install(
            @Observes Filters filters, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        filters.register(request -> check(request, limit.asLongValue()), BEFORE_QUARKUS);
    }

    private static void check(RoutingContext request, long limit) {
        String length = request.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
        if (length == null || isWithin(length, limit)) {
            request.next();
            return;
        }
        // What is still to come is not wanted.
        request.response().putHeader(HttpHeaderNames.CONNECTION, "close");
        Problems.send(Problems.tooLarge(), request.response());
    }

    private static boolean isWithin(String length, long limit) {
        try {
            return Long.parseLong(length) <= limit;
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
