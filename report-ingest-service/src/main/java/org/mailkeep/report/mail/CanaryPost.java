package org.mailkeep.report.mail;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.platform.context.CallersContext;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.canary.Canary;
import org.mailkeep.report.domain.canary.CanaryPath;

/** Sends a canary as a reporter would. The operator chose both places; nobody else has a say in where it goes. */
@ApplicationScoped
public class CanaryPost {

    /** A mail with its envelope. */
    public record Outgoing(EmailAddress from, EmailAddress to, Body message) {}

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ReportConfig.Canary config;
    private final OwnKey key;
    private final HttpClient client;

    CanaryPost(ReportConfig config, OwnKey key, TrustedAuthorities authorities) {
        this.config = config.canary();
        this.key = key;
        client = HttpClient.newBuilder()
                .sslContext(context(authorities))
                .connectTimeout(LIMIT)
                .build();
        if (!paths().isEmpty() && config.canary().domain().isEmpty()) {
            throw new IllegalArgumentException("mailkeep.report.canary.domain is missing");
        }
        if (config.canary().mailTo().isPresent()
                && (key.signer().isEmpty() || config.relay().host().isEmpty())) {
            throw new IllegalArgumentException(
                    "mailkeep.report.canary.mail-to needs mailkeep.report.relay.host and mailkeep.report.dkim.*");
        }
    }

    /** Those that the settings name. */
    public List<CanaryPath> paths() {
        return List.of(CanaryPath.values()).stream().filter(this::isConfigured).toList();
    }

    private boolean isConfigured(CanaryPath path) {
        return switch (path) {
            case HTTPS -> config.httpsUrl().isPresent();
            case MAIL -> config.mailTo().isPresent();
        };
    }

    /** Posts it; fails with what was in the way. */
    public Uni<Void> post(Canary canary) {
        return CallersContext.comeBackWith(answered(canary));
    }

    /** The mail that brings it, signed. */
    public Outgoing mail(Canary canary, Instant now) {
        DkimSigner signer = key.signer().orElseThrow();
        String to = config.mailTo().orElseThrow();
        return new Outgoing(
                EmailAddress.of("noreply-canary@" + signer.domain()),
                EmailAddress.of(to),
                Body.of(signer.sign(canary.mail(signer.domain(), to, now), now)));
    }

    private Uni<Void> answered(Canary canary) {
        URI url = config.httpsUrl().orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(LIMIT)
                .header("Content-Type", "application/tlsrpt+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(canary.report()))
                .build();
        return Uni.createFrom()
                .completionStage(() -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .invoke(response -> {
                    if (response.statusCode() / 100 != 2) {
                        throw new IllegalStateException("the answer is " + response.statusCode());
                    }
                })
                .replaceWithVoid();
    }

    private static SSLContext context(TrustedAuthorities authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authorities.trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    @PreDestroy
    void stop() {
        client.shutdownNow();
    }
}
