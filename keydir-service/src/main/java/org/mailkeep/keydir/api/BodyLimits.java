package org.mailkeep.keydir.api;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.mailkeep.keydir.app.UploadKeys;

/**
 * How large a body may be. An import is read line by line and may be long; everything else is held in memory and must not
 * be. Quarkus has one limit for all, so this one comes right after it.
 */
@ApplicationScoped
class BodyLimits {

    private static final String TOO_LARGE =
            "{\"type\":\"urn:mailkeep:problem:too-large\",\"title\":\"Too large\",\"status\":413,"
                    + "\"detail\":\"The body is larger than is accepted here.\"}";

    private final long limit;

    BodyLimits(UploadKeys uploadKeys) {
        limit = uploadKeys.maxBodyOctets();
    }

    void install(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (context.normalizedPath().equals(ImportsResource.PATH)) {
            context.next();
            return;
        }
        if (declared(context) > limit) {
            context.response()
                    .setStatusCode(413)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .end(TOO_LARGE);
            return;
        }
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, limit);
        context.next();
    }

    /** Octets that the request says it has; without a word of it the reading is bounded by the limit. */
    private static long declared(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException _) {
            return Long.MAX_VALUE;
        }
    }
}
