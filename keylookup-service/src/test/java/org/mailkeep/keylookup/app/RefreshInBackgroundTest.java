package org.mailkeep.keylookup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.KeyWorld;
import org.mailkeep.keylookup.KeylookupTest;
import org.mailkeep.keylookup.config.KeylookupConfig;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.KnownOfAddress;
import org.mailkeep.keylookup.store.RefreshRepository;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.testkit.MutableClock;
import org.mailkeep.testkit.pgp.KeyOwner;

/** Known keys are refreshed when their time has come, each by one replica, and then not again for long. */
@QuarkusTest
@SuppressWarnings("NullAway.Init") // Quarkus injects the fields
class RefreshInBackgroundTest extends KeylookupTest {

    private static final int ENOUGH = 500;

    @Inject
    RefreshRepository due;

    @Inject
    RefreshCertificate refresh;

    @Inject
    FindCertificate certificates;

    @Inject
    FindKey findKey;

    @Inject
    KeyRepository keys;

    @Inject
    RefreshTimes times;

    @Inject
    KeylookupConfig config;

    @Inject
    AcceptancePolicy policy;

    @Test
    void akeyIsRefreshedWhenItsTimeHasComeAndNotBefore() {
        var domain = world.domain();
        String email = domain.address("alice");
        KeyOwner alice = domain.owner("alice");
        domain.advanced().publish(email, alice.certificate());
        lookup(email);
        alice.revoked(KeyWorld.CREATED.plusSeconds(60), 1);
        world.first().put(alice.certificate());
        String question = "by-fingerprint/" + alice.fingerprint();

        run(Instant.now());
        assertThat(world.first().asked()).doesNotContain(question);

        Instant later = Instant.now().plus(Duration.ofDays(8));
        run(later);
        assertThat(world.first().asked()).containsOnlyOnce(question);
        assertThat(lookup(email).getString("status")).isEqualTo("revoked");
        run(later);
        assertThat(world.first().asked()).containsOnlyOnce(question);
    }

    @Test
    void theDomainIsAskedAgainWhenAKeyIsAboutToEnd() {
        var domain = world.domain();
        String email = domain.address("bob");
        Duration age = Duration.between(KeyWorld.CREATED, Instant.now());
        KeyOwner bob = domain.owner("bob").expiringAfter(age.plusDays(20), KeyWorld.CREATED.plusSeconds(9));
        var directory = domain.advanced();
        directory.publish(email, bob.certificate());
        lookup(email);
        bob.expiringAfter(age.plusDays(900), KeyWorld.CREATED.plusSeconds(99));
        directory.publish(email, bob.certificate());

        run(Instant.now().plus(Duration.ofDays(8)));

        assertThat(directory.host().requests()).isGreaterThanOrEqualTo(2);
        assertThat(Instant.parse(lookup(email).getString("expiresAt")))
                .isAfter(Instant.now().plus(Duration.ofDays(800)));
    }

    @Test
    void lookupsThatFoundNothingAreForgottenInTheEnd() {
        var domain = world.domain();
        domain.advanced();
        String nobody = domain.address("nobody");
        String alice = domain.address("alice");
        domain.advanced().publish(alice, domain.owner("alice").certificate());
        lookup(nobody);
        lookup(alice);
        new Housekeeping(keys, new MutableClock(Instant.now().plus(Duration.ofDays(8))))
                .prune()
                .await()
                .atMost(Duration.ofSeconds(20));
        assertThat(stored(nobody)).isFalse();
        assertThat(stored(alice)).isTrue();
    }

    private boolean stored(String email) {
        return keys.load(EmailAddress.of(email), List.of()).await().atMost(Duration.ofSeconds(20))
                        instanceof StoreResult.Done<KnownOfAddress>(KnownOfAddress known)
                && known.lookup().isPresent();
    }

    private void run(Instant now) {
        new RefreshInBackground(
                        due,
                        refresh,
                        certificates,
                        findKey,
                        keys,
                        times,
                        config,
                        policy,
                        new Random(1),
                        new MutableClock(now))
                .run(ENOUGH)
                .await()
                .atMost(Duration.ofSeconds(60));
    }
}
