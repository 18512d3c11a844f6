package org.mailkeep.report.notify;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.config.HttpsConfig;
import org.mailkeep.platform.net.PublicAddresses;
import org.mailkeep.platform.net.StrictHttps;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.platform.net.WebHostAddresses;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.config.WebhookSettings;

/** Makes one webhook call: HTTPS only, to a public address that was checked, no redirect, and the answer's body unread. */
@ApplicationScoped
public class WebhookClient {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MAX_HEADER_BYTES = 16 << 10;
    private static final int GONE = 410;

    private final Optional<Endpoint> endpoint;
    private final WebHostAddresses addresses;
    private final PublicAddresses publicAddresses;
    private final HttpClientOptions options;
    private final Vertx vertx;

    WebhookClient(
            ReportConfig config,
            HttpsConfig https,
            WebHostAddresses addresses,
            PublicAddresses publicAddresses,
            TrustedAuthorities authorities,
            Vertx vertx) {
        this.addresses = addresses;
        this.publicAddresses = publicAddresses;
        this.vertx = vertx;
        endpoint = config.webhook().url().map(url -> Endpoint.of(url, config.webhook(), https.port()));
        options = StrictHttps.options(authorities.trust(), MAX_HEADER_BYTES);
    }

    private record Endpoint(DomainName host, int port, String target, WebhookSecret secret) {

        static Endpoint of(URI url, WebhookSettings settings, int usualPort) {
            if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
                throw new IllegalStateException("mailkeep.report.webhook.url is not an https: URL");
            }
            String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
            return new Endpoint(
                    DomainName.of(url.getHost()),
                    url.getPort() < 0 ? usualPort : url.getPort(),
                    url.getRawQuery() == null ? path : path + "?" + url.getRawQuery(),
                    WebhookSecret.ofFile(
                            settings.secretFile()
                                    .orElseThrow(
                                            () -> new IllegalStateException(
                                                    "mailkeep.report.webhook.url is set, and mailkeep.report.webhook.secret-file is not"))));
        }
    }

    /** What became of a call. */
    public sealed interface Outcome {

        /** It was answered with success. */
        record Delivered() implements Outcome {}

        /** It has to be made again. */
        record Failed(String why) implements Outcome {}

        /** The receiver does not want any more (410, as Standard Webhooks has it). */
        record Refused() implements Outcome {}
    }

    public boolean isConfigured() {
        return endpoint.isPresent();
    }

    /**
     * Calls. The Uni never fails.
     *
     * @param id stays the same however often it is sent
     */
    public Uni<Outcome> send(String id, String body, Instant now) {
        return endpoint.map(one -> send(one, id, body, now)
                        .ifNoItem()
                        .after(LIMIT)
                        .fail()
                        .onFailure(TimeoutException.class)
                        .recoverWithItem(
                                () -> new Outcome.Failed("no answer within " + LIMIT.toSeconds() + " seconds")))
                .orElseGet(() -> Uni.createFrom().item(new Outcome.Failed("no webhook is configured")));
    }

    private Uni<Outcome> send(Endpoint one, String id, String body, Instant now) {
        return addresses.of(one.host()).flatMap(found -> {
            List<InetAddress> allowed =
                    found.stream().filter(publicAddresses::allow).toList();
            if (allowed.isEmpty()) {
                return Uni.createFrom().item(new Outcome.Failed("the host has no address that may be called"));
            }
            return exchange(one, request(one, allowed.getFirst(), id, body, now), body);
        });
    }

    private static RequestOptions request(Endpoint one, InetAddress address, String id, String body, Instant now) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                // The address that was checked; the name is for SNI, the certificate and the Host field.
                .setServer(SocketAddress.inetSocketAddress(one.port(), address.getHostAddress()))
                .setHost(one.host().value())
                .setPort(one.port())
                .setSsl(true)
                .setURI(one.target())
                .setFollowRedirects(false)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .putHeader("webhook-signature", one.secret().sign(id, now, body));
    }

    private Uni<Outcome> exchange(Endpoint one, RequestOptions request, String body) {
        return Uni.createFrom().emitter(emitter -> {
            HttpClient client = vertx.createHttpClient(options);
            emitter.onTermination(client::close);
            client.request(request)
                    .compose(connected -> {
                        connected.connection().exceptionHandler(_ -> {}); // or Vert.x logs what is told here as well
                        return connected.send(Buffer.buffer(body));
                    })
                    .onSuccess(response -> emitter.complete(outcome(response.statusCode())))
                    .onFailure(_ -> emitter.complete(new Outcome.Failed("no HTTPS answer from " + one.host())));
        });
    }

    private static Outcome outcome(int status) {
        if (status / 100 == 2) {
            return new Outcome.Delivered();
        }
        return status == GONE ? new Outcome.Refused() : new Outcome.Failed("HTTP status " + status);
    }
}
