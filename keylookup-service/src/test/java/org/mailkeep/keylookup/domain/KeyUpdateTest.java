package org.mailkeep.keylookup.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.keylookup.domain.Keys.CREATED;
import static org.mailkeep.keylookup.domain.Keys.LIMITS;
import static org.mailkeep.keylookup.domain.Keys.NOW;
import static org.mailkeep.keylookup.domain.Keys.POLICY;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.domain.KeyUpdate.Change;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.testkit.pgp.KeyOwner;

/** What a copy adds counts; what it lacks is no news. */
class KeyUpdateTest {

    private static final EmailAddress ALICE = EmailAddress.of("alice@example.com");

    private final KeyOwner alice = KeyOwner.create(CREATED, "Alice <alice@example.com>");
    private final Certificate known = Keys.certificate(alice.certificate());

    @Test
    void aRevocationArrivesWithoutUserIds() {
        alice.revoked(CREATED.plus(Duration.ofDays(3)), 2);
        KeyUpdate update = update(known, alice.certificate(List.of()));
        assertThat(update.changes()).containsExactly(Change.REVOKED);
        assertThat(update.nowRevoked()).isPresent();
        assertThat(update.certificate().userIds()).as("the user IDs stay").hasSize(1);
        assertThat(KeyState.of(update.certificate(), ALICE, NOW, POLICY).status())
                .isEqualTo(KeyStatus.REVOKED);

        assertThat(update(update.certificate(), known.toBinary()).isNews())
                .as("an old copy does not take it back")
                .isFalse();
    }

    @Test
    void newSubkeysArriveWithoutUserIds() {
        alice.withNewSubkey(CREATED.plus(Duration.ofDays(3)));
        KeyUpdate update = update(known, alice.certificate(List.of()));
        assertThat(update.changes()).containsExactly(Change.SUBKEYS);
        assertThat(KeyState.of(update.certificate(), ALICE, NOW, POLICY).status())
                .isEqualTo(KeyStatus.VALID);
    }

    @Test
    void aKeyIsKnownBeforeItsAddressIs() {
        KeyUpdate first =
                KeyUpdate.of(Optional.empty(), Keys.certificate(alice.certificate(List.of())), NOW, POLICY, LIMITS);
        assertThat(first.changes()).containsExactly(Change.NEW_KEY);
        assertThat(KeyState.of(first.certificate(), ALICE, NOW, POLICY).status())
                .isEqualTo(KeyStatus.UNUSABLE);
        assertThat(KeyState.of(first.certificate(), NOW, POLICY).status()).isEqualTo(KeyStatus.VALID);
        KeyUpdate joined = update(first.certificate(), alice.certificate());
        assertThat(joined.changes()).contains(Change.USER_IDS);
        assertThat(KeyState.of(joined.certificate(), ALICE, NOW, POLICY).status())
                .isEqualTo(KeyStatus.VALID);
    }

    @Test
    void anExpiryIsNews() {
        alice.expiringAfter(Duration.ofDays(400), CREATED.plus(Duration.ofDays(3)));
        KeyUpdate update = update(known, alice.certificate());
        assertThat(update.changes()).containsExactly(Change.EXPIRY);
        assertThat(KeyState.of(update.certificate(), ALICE, NOW, POLICY).expiresAt())
                .contains(CREATED.plus(Duration.ofDays(400)));
        assertThat(KeyState.of(update.certificate(), ALICE, CREATED.plus(Duration.ofDays(401)), POLICY)
                        .status())
                .isEqualTo(KeyStatus.EXPIRED);
    }

    @Test
    void theSameCopyAndAPoorerOneAreNoNews() {
        assertThat(update(known, alice.certificate(List.of())).isNews()).isFalse();
        assertThat(update(known, known.toBinary()).isNews()).isFalse();
    }

    private static KeyUpdate update(Certificate known, byte[] copy) {
        return KeyUpdate.of(Optional.of(known), Keys.certificate(copy), NOW, POLICY, LIMITS);
    }
}
