package org.mailkeep.keylookup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.testkit.infra.EmbeddedPostgresql;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Keys are found without the store; nothing is pinned meanwhile. */
@QuarkusTest
class WithoutPostgresqlTest extends KeylookupTest {

    @SuppressWarnings("NullAway.Init") // the test resource puts it here
    EmbeddedPostgresql postgresql;

    @Test
    void keysAreFoundAndNothingIsPinned() {
        var domain = world.domain();
        KeyOwner alice = domain.owner("alice");
        KeyOwner bob = domain.owner("bob");
        domain.advanced().publish(domain.address("alice"), alice.certificate());
        domain.advanced().publish(domain.address("bob"), bob.certificate());
        lookup(domain.address("alice"));

        postgresql.stop();
        try {
            JsonPath found = lookup(domain.address("bob"));
            assertThat(found.getString("result")).isEqualTo("found");
            assertThat(found.getString("fingerprint"))
                    .isEqualTo(bob.fingerprint().hex());
            assertThat(found.getString("pin.state")).isEqualTo("unknown");
            assertThat(decide(
                            domain.address("alice"), "accept", bob.fingerprint().hex()))
                    .isEqualTo(503);
        } finally {
            postgresql.start();
        }
        awaitTheStore();
    }
}
