package org.mailkeep.keylookup.lookup;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.mailkeep.platform.net.StrictHttps;

/**
 * One HTTPS request to one address that was checked before. The name serves for SNI, the certificate and the Host field, and
 * is not looked up again. No cookies, no proxy, no redirect, nothing that tells who wants to know.
 */
final class PinnedRequest {

    /** Octets of an answer; GnuPG reads no more from a Web Key Directory either. */
    static final int MAX_BODY = 256 << 10;

    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final int usualPort;

    PinnedRequest(Vertx vertx, TrustManagerFactory authorities, int usualPort) {
        this.vertx = vertx;
        this.usualPort = usualPort;
        options = StrictHttps.options(authorities, MAX_HEADER_BYTES);
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
            // A client for each request: TLS would else resume a session of hours ago and check no certificate.
            HttpClient client = vertx.createHttpClient(options);
            emitter.onTermination(client::close);
            client.request(request)
                    .onFailure(failure -> emitter.complete(unreached(failure)))
                    .onSuccess(connected -> exchange(question, connected, emitter));
        });
    }

    private static void exchange(WebQuestion question, HttpClientRequest request, UniEmitter<? super Outcome> emitter) {
        request.exceptionHandler(_ -> emitter.complete(noAnswer()));
        request.connection().exceptionHandler(_ -> {}); // or Vert.x logs what the request is told as well
        Future<HttpClientResponse> sent = question.json().map(request::send).orElseGet(request::send);
        sent.onFailure(_ -> emitter.complete(noAnswer())).onSuccess(response -> {
            response.exceptionHandler(
                    _ -> emitter.complete(new Outcome.Broken("the connection broke within the answer")));
            read(response, emitter);
        });
    }

    private static void read(HttpClientResponse response, UniEmitter<? super Outcome> emitter) {
        if (response.statusCode() != OK) {
            emitter.complete(answered(response, WebAnswer.Body.EMPTY));
            return;
        }
        String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            emitter.complete(new Outcome.Broken("the answer has a content encoding, which was not asked for"));
            return;
        }
        Buffer body = Buffer.buffer();
        // The first outcome counts and closes the client, so nothing is read beyond the limit.
        response.handler(part -> {
            if (body.length() + part.length() > MAX_BODY) {
                response.handler(_ -> {});
                emitter.complete(new Outcome.TooLarge());
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(_ -> emitter.complete(answered(response, new WebAnswer.Body(body.getBytes()))));
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

    private static Outcome noAnswer() {
        return new Outcome.Broken("the host gave no valid HTTP answer");
    }
}
