package org.mailkeep.keylookup.lookup;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.mailkeep.platform.net.StrictHttps;

/**
 * HTTPS requests to addresses that were checked before: a connection belongs to a name and the address that was checked for
 * it. The name serves for SNI, the certificate and the Host field, and is not looked up again. No cookies, no proxy, no
 * redirect, nothing that tells who wants to know.
 */
final class PinnedRequest {

    /** Octets of an answer; GnuPG reads no more from a Web Key Directory either. */
    static final int MAX_BODY = 256 << 10;

    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int OK = 200;

    /** Servers close a connection that rests, most after 5 seconds or more. */
    private static final int KEPT_ALIVE_SECONDS = 5;

    private final LastingClient client;
    private final int usualPort;

    /** Connections that answered before: their host may have closed them meanwhile. */
    private final Set<HttpConnection> used = ConcurrentHashMap.newKeySet();

    /** @param perHost connections to one host at once, at most */
    PinnedRequest(Vertx vertx, TrustManagerFactory authorities, int usualPort, int perHost, Clock clock) {
        this.usualPort = usualPort;
        client = new LastingClient(
                vertx,
                StrictHttps.options(authorities, MAX_HEADER_BYTES)
                        .setKeepAlive(true)
                        .setKeepAliveTimeout(KEPT_ALIVE_SECONDS)
                        .setMaxPoolSize(perHost),
                clock);
    }

    void close() {
        client.close();
    }

    /** What one attempt came to. */
    sealed interface Outcome {

        /**
         * There is an answer.
         *
         * @param body for status 200; empty for any other
         * @param location where a redirect leads
         * @param retryAfter the field of that name, as it came
         */
        record Answered(int status, WebAnswer.Body body, Optional<String> location, Optional<String> retryAfter)
                implements Outcome {}

        /** The answer is longer than is read. */
        record TooLarge() implements Outcome {}

        /** There is none; another address would not do better. */
        record Broken(String why) implements Outcome {}

        /** Another address may do better. */
        record NotConnected() implements Outcome {}
    }

    /** Asks; who stops waiting ends whatever is under way. The Uni never fails. */
    Uni<Outcome> send(WebQuestion question, InetAddress address) {
        int port = question.port().orElse(usualPort);
        RequestOptions request = new RequestOptions()
                .setMethod(question.method())
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(question.host().value())
                .setPort(port)
                .setSsl(true)
                .setURI(question.target())
                .setFollowRedirects(false);
        question.json().ifPresent(_ -> request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json"));
        return Uni.createFrom().emitter(emitter -> {
            var exchange = new Exchange(question, request, emitter);
            emitter.onTermination(exchange::end);
            exchange.begin();
        });
    }

    /** One question under way. */
    private final class Exchange {

        private final WebQuestion question;
        private final RequestOptions options;
        private final UniEmitter<? super Outcome> emitter;
        private volatile boolean over;
        private volatile boolean read;
        private volatile @Nullable HttpClientRequest underWay;

        Exchange(WebQuestion question, RequestOptions options, UniEmitter<? super Outcome> emitter) {
            this.question = question;
            this.options = options;
            this.emitter = emitter;
        }

        void begin() {
            client.now()
                    .request(options)
                    .onFailure(failure -> emitter.complete(unreached(failure)))
                    .onSuccess(this::send);
        }

        /** A connection whose answer was not read to its end is of no use any more. */
        void end() {
            over = true;
            HttpClientRequest request = underWay;
            if (request != null && !read) {
                request.reset();
            }
        }

        private void send(HttpClientRequest request) {
            underWay = request;
            if (over) {
                request.reset();
                return;
            }
            HttpConnection connection = request.connection();
            boolean reused = !used.add(connection);
            connection.closeHandler(_ -> used.remove(connection));
            connection.exceptionHandler(_ -> {}); // or Vert.x logs what the request is told as well
            request.exceptionHandler(_ -> {}); // the same
            Future<HttpClientResponse> sent = question.json().map(request::send).orElseGet(request::send);
            sent.onFailure(_ -> unanswered(reused)).onSuccess(this::read);
        }

        /** A host may close a connection just when it is used again (RFC 9112 §9.3.1): then it was not asked. */
        private void unanswered(boolean reused) {
            if (reused && question.json().isEmpty() && !over) {
                begin();
            } else {
                emitter.complete(new Outcome.Broken("the host gave no valid HTTP answer"));
            }
        }

        /** The first outcome counts and ends the exchange, so nothing is read beyond the limit. */
        private void read(HttpClientResponse response) {
            boolean wanted = response.statusCode() == OK;
            response.exceptionHandler(_ -> emitter.complete(
                    wanted
                            ? new Outcome.Broken("the connection broke within the answer")
                            : answered(response, WebAnswer.Body.EMPTY)));
            String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
            if (wanted && encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
                emitter.complete(new Outcome.Broken("the answer has a content encoding, which was not asked for"));
                return;
            }
            Buffer body = Buffer.buffer();
            response.handler(part -> {
                if (body.length() + part.length() > MAX_BODY) {
                    response.handler(_ -> {});
                    emitter.complete(wanted ? new Outcome.TooLarge() : answered(response, WebAnswer.Body.EMPTY));
                } else {
                    body.appendBuffer(part);
                }
            });
            response.endHandler(_ -> {
                read = true;
                emitter.complete(
                        answered(response, wanted ? new WebAnswer.Body(body.getBytes()) : WebAnswer.Body.EMPTY));
            });
        }
    }

    private static Outcome answered(HttpClientResponse response, WebAnswer.Body body) {
        return new Outcome.Answered(
                response.statusCode(),
                body,
                Optional.ofNullable(response.getHeader(HttpHeaders.LOCATION)),
                Optional.ofNullable(response.getHeader("Retry-After")));
    }

    private static Outcome unreached(Throwable failure) {
        boolean tls = false;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new Outcome.Broken("the host's certificate is not valid for its name");
            }
            tls |= cause instanceof SSLException;
            depth++;
        }
        return tls ? new Outcome.Broken("no TLS connection could be made to the host") : new Outcome.NotConnected();
    }
}
