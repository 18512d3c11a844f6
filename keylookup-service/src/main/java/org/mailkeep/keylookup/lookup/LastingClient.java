package org.mailkeep.keylookup.lookup;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The client that all questions share, for its connections and TLS sessions, but for minutes only: whoever resumes a session
 * checks no certificate, so no certificate is believed for longer than that.
 */
final class LastingClient {

    private static final Duration LIFE = Duration.ofMinutes(10);

    /** Longer than any question takes. */
    private static final Duration REST = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpClientOptions options;
    private final Clock clock;
    private HttpClient client;
    private Instant end;

    LastingClient(Vertx vertx, HttpClientOptions options, Clock clock) {
        this.vertx = vertx;
        this.options = options;
        this.clock = clock;
        client = vertx.createHttpClient(options);
        end = clock.instant().plus(LIFE);
    }

    /** The client for a question that begins now. */
    synchronized HttpClient now() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            HttpClient old = client;
            vertx.setTimer(REST.toMillis(), _ -> old.close());
            client = vertx.createHttpClient(options);
            end = now.plus(LIFE);
        }
        return client;
    }

    synchronized void close() {
        client.close();
    }
}
