package org.mailkeep.report.deliver;

import io.smallrye.mutiny.TimeoutException;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.reporting.ReportUri;
import org.mailkeep.platform.config.HttpsConfig;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.platform.net.StrictHttps;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.platform.net.WebHostAddresses;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.Attempt;

/**
 * Sends reports by POST (RFC 8460 §5.4) to web hosts that strangers name: to addresses that were checked and are not looked
 * up again, without cookies, proxy or redirects. What the host writes beside its status is not read.
 */
@ApplicationScoped
public class HttpsPost {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAX_ADDRESSES = 4;
    private static final int MAX_HEADER_BYTES = 16 << 10;

    /** Of the statuses that blame the client, those that may pass: time-out, too early, too many requests. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final WebHostAddresses addresses;
    private final PublicAddresses publicAddresses;
    private final Vertx vertx;
    private final Clock clock;
    private final HttpClientOptions options;
    private final int usualPort;

    HttpsPost(
            WebHostAddresses addresses,
            PublicAddresses publicAddresses,
            TrustedAuthorities authorities,
            HttpsConfig https,
            ReportConfig config,
            Vertx vertx,
            Clock clock) {
        this.addresses = addresses;
        this.publicAddresses = publicAddresses;
        this.vertx = vertx;
        this.clock = clock;
        usualPort = https.port();
        options = StrictHttps.options(authorities.trust(), MAX_HEADER_BYTES);
        if (!config.sender().verifyCertificates()) {
            options.setTrustOptions(null).setTrustAll(true).setVerifyHost(false);
        }
    }

    /** Sends a compressed report. The Uni never fails. */
    public Uni<Attempt> send(ReportUri.Https destination, Body file) {
        return addresses
                .of(destination.host())
                .chain(found -> {
                    List<InetAddress> allowed = found.stream()
                            .filter(publicAddresses::allow)
                            .limit(MAX_ADDRESSES)
                            .toList();
                    if (found.isEmpty()) {
                        return Uni.createFrom().item(failed("the host has no address, or DNS does not answer"));
                    }
                    return allowed.isEmpty()
                            ? Uni.createFrom().item(failed("the host has no public address"))
                            : tryInOrder(destination, file, allowed);
                })
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .onFailure(TimeoutException.class)
                .recoverWithItem(() -> failed("the host did not answer within " + LIMIT.toSeconds() + " seconds"));
    }

    private Uni<Attempt> tryInOrder(ReportUri.Https destination, Body file, List<InetAddress> left) {
        List<InetAddress> others = left.subList(1, left.size());
        return post(destination, file, left.getFirst())
                .chain(attempt -> attempt.isPresent()
                        ? Uni.createFrom().item(attempt.get())
                        : others.isEmpty()
                                ? Uni.createFrom().item(failed("the host could not be connected to"))
                                : tryInOrder(destination, file, others));
    }

    /** Empty where another address may do better. */
    private Uni<Optional<Attempt>> post(ReportUri.Https destination, Body file, InetAddress address) {
        URI uri = URI.create(destination.text());
        int port = uri.getPort() < 0 ? usualPort : uri.getPort();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(destination.host().value())
                .setPort(port)
                .setSsl(true)
                .setURI(target(uri))
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/tlsrpt+gzip");
        return Uni.createFrom().emitter(emitter -> {
            // A client for each request: TLS would else resume a session of hours ago and check no certificate.
            HttpClient client = vertx.createHttpClient(options);
            emitter.onTermination(client::close);
            client.request(request)
                    .onFailure(failure -> emitter.complete(unreached(failure)))
                    .onSuccess(connected -> exchange(connected, file, emitter));
        });
    }

    private static String target(URI uri) {
        String path = Optional.ofNullable(uri.getRawPath())
                .filter(text -> !text.isEmpty())
                .orElse("/");
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private void exchange(HttpClientRequest request, Body file, UniEmitter<? super Optional<Attempt>> emitter) {
        request.exceptionHandler(_ -> emitter.complete(noAnswer()));
        request.connection().exceptionHandler(_ -> {}); // or Vert.x logs what the request is told as well
        request.send(Buffer.buffer(file.bytes()))
                .onFailure(_ -> emitter.complete(noAnswer()))
                .onSuccess(response -> emitter.complete(Optional.of(attempt(response))));
    }

    private Attempt attempt(HttpClientResponse response) {
        int status = response.statusCode();
        String reply = Replies.line("HTTP " + status + " "
                + Optional.ofNullable(response.statusMessage()).orElse(""));
        return switch (status / 100) {
            // RFC 8460 §5.4: "a successful response code".
            case 2 -> new Attempt.Taken(status, reply);
            case 4 ->
                PASSING.contains(status)
                        ? new Attempt.Failed(Optional.of(status), reply, retryAt(response.getHeader("Retry-After")))
                        : new Attempt.Refused(Optional.of(status), reply);
            default -> new Attempt.Failed(Optional.of(status), reply, retryAt(response.getHeader("Retry-After")));
        };
    }

    /** Seconds or a date (RFC 9110 §10.2.3). */
    private Optional<Instant> retryAt(@Nullable String field) {
        if (field == null || field.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    field.chars().allMatch(c -> c >= '0' && c <= '9')
                            ? clock.instant().plusSeconds(Long.parseLong(field))
                            : ZonedDateTime.parse(field, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }

    private static Optional<Attempt> unreached(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return Optional.of(failed("the host's certificate is not valid for its name"));
            }
            depth++;
        }
        return Optional.empty();
    }

    private static Optional<Attempt> noAnswer() {
        return Optional.of(failed("the host gave no valid HTTP answer"));
    }

    private static Attempt failed(String why) {
        return new Attempt.Failed(Optional.empty(), why, Optional.empty());
    }
}
