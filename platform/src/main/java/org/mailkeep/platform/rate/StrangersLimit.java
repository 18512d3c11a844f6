package org.mailkeep.platform.rate;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import org.mailkeep.platform.config.RateConfig;
import org.mailkeep.platform.problem.Problems;

/** Refuses requests of public addresses that ask too often (RFC 6585 §4), before anything is read of them. */
@ApplicationScoped
class StrangersLimit {

    /** Before everything that costs something. */
    private static final int FIRST = 2000;

    private final SourceLimits limits;

    StrangersLimit(RateConfig config) {
        limits = new SourceLimits(new AskingRate(config.requestsPerSecond(), config.burst()), System::nanoTime);
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext request) {
        String address = request.request().remoteAddress().hostAddress();
        if (address == null || isOurs(address)) {
            request.next();
            return;
        }
        switch (limits.ask(address)) {
            case AskingRate.Decision.Allowed _ -> request.next();
            case AskingRate.Decision.Refused(Duration retryAfter) -> refuse(request.request(), retryAfter);
        }
    }

    private static boolean isOurs(String address) {
        try {
            InetAddress source = InetAddress.ofLiteral(address);
            return source.isLoopbackAddress()
                    || source.isSiteLocalAddress()
                    || source.isLinkLocalAddress()
                    || isUniqueLocal(source);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** RFC 4193 §3.1. */
    private static boolean isUniqueLocal(InetAddress source) {
        return source instanceof Inet6Address && (source.getAddress()[0] & 0xfe) == 0xfc;
    }

    private static void refuse(HttpServerRequest request, Duration retryAfter) {
        Problems.send(Problems.tooManyRequests(retryAfter.toSeconds() + 1), request.response());
    }
}
