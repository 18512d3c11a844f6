package org.mailkeep.platform.net;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;

/** How web hosts of strangers are talked to. */
public final class StrictHttps {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private StrictHttps() {}

    /**
     * For one request on a connection of its own: TLS 1.2 or 1.3 with a certificate that is checked for the name, five
     * seconds to connect and five for the handshake, and a bounded head. No cookies, no proxy, no header that tells of a trace.
     *
     * @param maxHeaderBytes of the answer
     */
    public static HttpClientOptions options(TrustManagerFactory authorities, int maxHeaderBytes) {
        return new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(TrustOptions.wrap(authorities))
                .setVerifyHost(true)
                .setForceSni(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis())
                .setSslHandshakeTimeout(CONNECT_TIMEOUT.toSeconds())
                .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(maxHeaderBytes)
                // What belongs together here is not for them to know.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setKeepAlive(false);
    }
}
