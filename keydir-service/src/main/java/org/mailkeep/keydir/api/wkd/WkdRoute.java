package org.mailkeep.keydir.api.wkd;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSession;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.mailkeep.keydir.app.AnswerWkd;
import org.mailkeep.keydir.app.WkdSettings;
import org.mailkeep.keydir.app.WkdStatistics;
import org.mailkeep.keydir.app.WkdStatistics.Outcome;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.domain.wkd.WkdRequest;
import org.mailkeep.platform.rate.AskingRate;
import org.mailkeep.platform.rate.SourceLimits;

/**
 * Serves the Web Key Directory (draft-koch-openpgp-webkey-service). A plain route of Vert.x, since every mail to a user
 * may ask here: no REST layer, no authentication (an {@code Authorization} header is ignored), and nothing logged, as the
 * path and the query tell whom somebody writes to.
 */
@ApplicationScoped
class WkdRoute {

    private static final CharSequence OCTET_STREAM = HttpHeaders.createOptimized("application/octet-stream");
    private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain; charset=utf-8");

    /** As on every other answer; this route stands before those that set them. */
    private static final CharSequence TYPE_OPTIONS = HttpHeaders.createOptimized("X-Content-Type-Options");

    private static final CharSequence NO_SNIFFING = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NOTHING =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");
    private static final CharSequence REFERRER_POLICY = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    private static final CharSequence ANY = HttpHeaders.createOptimized("*");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");
    private static final CharSequence METHODS = HttpHeaders.createOptimized("GET, HEAD, OPTIONS");
    private static final CharSequence ALLOW = HttpHeaders.createOptimized("allow");
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(WkdRoute.class);

    private final AnswerWkd wkd;
    private final SourceLimits limits;
    private final WkdStatistics statistics;
    private final CharSequence maxAge;

    WkdRoute(AnswerWkd wkd, SourceLimits limits, WkdStatistics statistics, WkdSettings settings) {
        this.wkd = wkd;
        this.limits = limits;
        this.statistics = statistics;
        maxAge = HttpHeaders.createOptimized(
                "public, max-age=" + settings.maxAge().toSeconds());
    }

    void register(@Observes Router router) {
        router.route(WkdRequest.ROOT + "*")
                // Before all others: the default handler of failures logs the path.
                .order(Integer.MIN_VALUE)
                .handler(context -> handle(context.request()))
                .failureHandler(context -> fail(context.request(), context.statusCode(), context.failure()));
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY)
                .putHeader(TYPE_OPTIONS, NO_SNIFFING)
                .putHeader(SECURITY_POLICY, NOTHING)
                .putHeader(REFERRER_POLICY, NO_REFERRER);
        if (!READING.contains(request.method())) {
            refuseMethod(request);
            return;
        }
        switch (limits.ask(request.remoteAddress().hostAddress())) {
            case AskingRate.Decision.Refused(Duration retryAfter) -> {
                statistics.count(Outcome.LIMITED);
                tellToComeBack(response, 429, retryAfter);
            }
            case AskingRate.Decision.Allowed _ -> answer(request);
        }
    }

    private void answer(HttpServerRequest request) {
        wkd.answer(read(request))
                .subscribe()
                .with(answer -> send(request, answer), failure -> fail(request, 500, failure));
    }

    private void send(HttpServerRequest request, WkdAnswer answer) {
        HttpServerResponse response = request.response();
        switch (answer) {
            case WkdAnswer.Found(ServedKey key) -> send(request, key);
            case WkdAnswer.Policy _ -> {
                statistics.count(Outcome.POLICY);
                response.putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
                        .putHeader(HttpHeaders.CACHE_CONTROL, maxAge)
                        .end();
            }
            case WkdAnswer.NotFound _ -> {
                statistics.count(Outcome.NOT_FOUND);
                response.setStatusCode(404)
                        .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
                        .end();
            }
            case WkdAnswer.Unavailable _ -> {
                statistics.count(Outcome.UNAVAILABLE);
                tellToComeBack(response, 503, PAUSE);
            }
        }
    }

    private void send(HttpServerRequest request, ServedKey key) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.ETAG, key.tag().quoted()).putHeader(HttpHeaders.CACHE_CONTROL, maxAge);
        String condition = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (condition != null && key.tag().isNamedBy(condition)) {
            statistics.count(Outcome.NOT_MODIFIED);
            response.setStatusCode(304).end();
            return;
        }
        statistics.count(Outcome.FOUND);
        response.putHeader(HttpHeaders.CONTENT_TYPE, OCTET_STREAM);
        if (request.method().equals(HttpMethod.HEAD)) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(key.size()))
                    .end();
        } else {
            response.end(Buffer.buffer(key.toArray()));
        }
    }

    private static void refuseMethod(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (request.method().equals(HttpMethod.OPTIONS)) {
            response.setStatusCode(204).putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        } else {
            response.setStatusCode(405);
        }
        response.putHeader(ALLOW, METHODS).end();
    }

    private static void tellToComeBack(HttpServerResponse response, int status, Duration wait) {
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE)
                .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1))
                .end();
    }

    /** Also called for what is no request at all, such as one without a host. */
    private static void fail(HttpServerRequest request, int status, @Nullable Throwable failure) {
        if (status >= 500) {
            LOG.error("A Web Key Directory request could not be answered", failure);
        }
        if (!request.response().ended()) {
            request.response().setStatusCode(status).end();
        }
    }

    private static WkdRequest read(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return new WkdRequest(
                authority == null ? null : authority.host(),
                serverName(request),
                Objects.requireNonNullElse(request.path(), ""),
                request.query());
    }

    /** The name of the client's TLS handshake; null where TLS ends before us, and for a client that sent none. */
    private static @Nullable String serverName(HttpServerRequest request) {
        SSLSession session = request.isSSL() ? request.sslSession() : null;
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName();
                }
            }
        }
        return null;
    }
}
