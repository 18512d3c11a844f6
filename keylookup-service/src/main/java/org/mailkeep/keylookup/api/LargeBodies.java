package org.mailkeep.keylookup.api;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.mailkeep.platform.problem.Problems;

/**
 * Signed data may be large, lies in a file meanwhile, and is hashed: so few such requests are taken at once, each for a bounded
 * time. All others are refused before any of their body is read.
 */
@ApplicationScoped
class LargeBodies {

    static final int AT_ONCE = 8;

    /** What is no larger needs no place. */
    static final int SMALL_BYTES = 64 << 10;

    /** Of a small body's length. */
    private static final int MAX_DIGITS = 9;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int RETRY_SECONDS = 30;

    /** After the check of what is too large for anybody, before anything that reads bodies. */
    private static final int PRIORITY = 999;

    private final Vertx vertx;
    private final Semaphore places = new Semaphore(AT_ONCE);

    LargeBodies(Vertx vertx) {
        this.vertx = vertx;
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext request) {
        if (isSmall(request.request())) {
            request.next();
        } else if (places.tryAcquire()) {
            long timer =
                    vertx.setTimer(LIMIT.toMillis(), _ -> request.response().reset());
            request.addEndHandler(_ -> {
                vertx.cancelTimer(timer);
                places.release();
            });
            request.next();
        } else {
            // What is still to come is not wanted.
            request.response().putHeader(HttpHeaderNames.CONNECTION, "close");
            Problems.send(
                    Problems.unavailable("Too many large bodies are being read already.", RETRY_SECONDS),
                    request.response());
        }
    }

    /** Without a length it may become large; HTTP/2 needs no field to say that a body comes. */
    private static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
        if (length == null) {
            return request.version() == HttpVersion.HTTP_2
                    ? HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method())
                    : request.getHeader(HttpHeaderNames.TRANSFER_ENCODING) == null;
        }
        return length.length() <= MAX_DIGITS
                && length.chars().allMatch(Character::isDigit)
                && Integer.parseInt(length) <= SMALL_BYTES;
    }
}
