package org.mailkeep.policy.resolve;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.net.StrictHttps;
import org.mailkeep.policy.domain.mtasts.PolicyFetch;
import org.mailkeep.policy.domain.mtasts.StsFailureType;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/** One HTTPS request for a policy, to one address (RFC 8461 §3.3). */
final class PolicyRequest {

    private static final String PATH = "/.well-known/mta-sts.txt";

    private static final int MAX_HEADER_BYTES = 8 * 1024;
    private static final int OK = 200;

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final int port;

    PolicyRequest(Vertx vertx, TrustManagerFactory authorities, int port) {
        this.vertx = vertx;
        this.port = port;
        options = StrictHttps.options(authorities, MAX_HEADER_BYTES);
    }

    /** What one attempt came to. */
    sealed interface Outcome {

        /** The host was reached, or at least its TLS was. */
        record Answered(PolicyFetch fetch) implements Outcome {}

        /** Another address may do better. */
        record NotConnected() implements Outcome {}
    }

    /** Asks for the policy; who stops waiting ends whatever is under way. The Uni never fails. */
    Uni<Outcome> send(DomainName host, InetAddress address) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                // The address that was checked; the name is for SNI, the certificate and the Host field.
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(host.value())
                .setPort(port)
                .setSsl(true)
                .setURI(PATH)
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.ACCEPT, "text/plain");
        return Uni.createFrom().emitter(emitter -> {
            // A client for each request: TLS would else resume a session of hours ago and check no certificate.
            HttpClient client = vertx.createHttpClient(options);
            emitter.onTermination(client::close);
            client.request(request)
                    .onFailure(failure -> emitter.complete(unreached(failure)))
                    .onSuccess(connected -> exchange(host, connected, emitter));
        });
    }

    private static void exchange(DomainName host, HttpClientRequest request, UniEmitter<? super Outcome> emitter) {
        request.exceptionHandler(_ -> emitter.complete(failed("the policy host gave no valid HTTP answer")));
        request.connection().exceptionHandler(_ -> {}); // or Vert.x logs what the request is told as well
        Optional<String> problem = CertificateNames.problemOf(request.connection(), host);
        if (problem.isPresent()) {
            emitter.complete(failed(StsFailureType.WEBPKI_INVALID, problem.get()));
            return;
        }
        Optional<Instant> certificateEnds = CertificateNames.endOf(request.connection());
        request.send()
                .onFailure(_ -> emitter.complete(failed("the policy host gave no valid HTTP answer")))
                .onSuccess(response -> {
                    response.exceptionHandler(_ -> emitter.complete(failed("the connection broke within the policy")));
                    refusal(response)
                            .ifPresentOrElse(
                                    why -> emitter.complete(failed(why)),
                                    () -> readBody(response, certificateEnds, emitter));
                });
    }

    private static Optional<String> refusal(HttpClientResponse response) {
        int status = response.statusCode();
        // "HTTP 3xx redirects MUST NOT be followed" (§3.3).
        if (status / 100 == 3) {
            return Optional.of("the policy host redirects, which is not allowed");
        }
        if (status != OK) {
            return Optional.of("the policy host answered with HTTP status " + status);
        }
        if (!isPlainText(response.getHeader(HttpHeaders.CONTENT_TYPE))) {
            return Optional.of("the policy is not served as text/plain");
        }
        String encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        return encoding == null || encoding.strip().equalsIgnoreCase("identity")
                ? Optional.empty()
                : Optional.of("the policy is served with a content encoding, which was not asked for");
    }

    /** "The media type MUST be text/plain" (§3.2), with or without parameters. */
    private static boolean isPlainText(@Nullable String contentType) {
        return contentType != null
                && contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("text/plain");
    }

    /** The first outcome counts and closes the client, so nothing is read beyond the limit. */
    private static void readBody(
            HttpClientResponse response, Optional<Instant> certificateEnds, UniEmitter<? super Outcome> emitter) {
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > StsPolicy.MAX_BYTES) {
                response.handler(_ -> {});
                emitter.complete(failed(
                        StsFailureType.POLICY_INVALID, "the policy is larger than " + StsPolicy.MAX_BYTES + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(_ -> emitter.complete(parsed(body, certificateEnds)));
    }

    private static Outcome parsed(Buffer body, Optional<Instant> certificateEnds) {
        return switch (StsPolicy.parse(body.getBytes())) {
            case StsPolicy.Valid(StsPolicy policy) ->
                new Outcome.Answered(new PolicyFetch.Served(policy, certificateEnds));
            case StsPolicy.Invalid(String why) -> failed(StsFailureType.POLICY_INVALID, why);
        };
    }

    private static Outcome unreached(Throwable failure) {
        boolean tls = false;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return failed(StsFailureType.WEBPKI_INVALID, "the policy host's certificate is not valid for its name");
            }
            tls |= cause instanceof SSLException;
            depth++;
        }
        return tls ? failed("no TLS connection could be made to the policy host") : new Outcome.NotConnected();
    }

    private static Outcome failed(String why) {
        return failed(StsFailureType.FETCH_ERROR, why);
    }

    private static Outcome failed(StsFailureType type, String why) {
        return new Outcome.Answered(new PolicyFetch.Failed(type, why));
    }
}
