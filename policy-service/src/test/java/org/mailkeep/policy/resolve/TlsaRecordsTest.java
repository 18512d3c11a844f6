package org.mailkeep.policy.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

class TlsaRecordsTest {

    @Test
    void aNameThatDnsCannotHoldHasNone() {
        DomainName longest = new DomainName(("a".repeat(49) + ".").repeat(5) + "abc");
        assertThat(longest.value()).hasSize(DomainName.MAX_LENGTH);
        Vertx vertx = Vertx.vertx();
        try (var resolve = new TestResolve(Map.of("mailkeep.dns.servers", "127.0.0.1:1"), vertx, Clock.systemUTC())) {
            assertThat(TlsaRecords.of(resolve.dns(), longest, 25).await().atMost(Duration.ofSeconds(1)))
                    .isInstanceOf(Lookup.NxDomain.class);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
