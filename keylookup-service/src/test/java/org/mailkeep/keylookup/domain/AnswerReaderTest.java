package org.mailkeep.keylookup.domain;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.keylookup.domain.Keys.ANSWERS;
import static org.mailkeep.keylookup.domain.Keys.CREATED;
import static org.mailkeep.keylookup.domain.Keys.NOW;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.packet.Armor;
import org.mailkeep.testkit.pgp.KeyOwner;

/** A key is told from everything else that is served in its place. */
class AnswerReaderTest {

    private static final EmailAddress ALICE = EmailAddress.of("alice@example.com");

    private final KeyOwner alice = KeyOwner.create(CREATED, "Alice <alice@example.com>");

    @Test
    void aCertificateForTheAddressIsAKey() {
        good(alice.certificate(), alice);
        good(Armor.writePublicKey(alice.certificate()).getBytes(US_ASCII), alice);
        KeyOwner several = KeyOwner.create(CREATED, "Alice <other@example.com>", "ALICE@Example.COM");
        good(several.certificate(), several);
    }

    @Test
    void everythingElseIsRefusedWithTheReason() {
        bad("<!DOCTYPE html><html></html>".getBytes(US_ASCII), Refusal.HTML);
        bad("  \n<HTML>".getBytes(US_ASCII), Refusal.HTML);
        bad(new byte[0], Refusal.EMPTY);
        bad("hello".getBytes(US_ASCII), Refusal.NO_CERTIFICATE);
        byte[] random = new byte[1000];
        new Random(2).nextBytes(random);
        bad(random, Refusal.NO_CERTIFICATE);
        bad(new byte[2 << 20], Refusal.TOO_LARGE);
        bad(KeyOwner.create(CREATED, "eve@example.com").certificate(), Refusal.WRONG_USER_ID);
        bad(alice.certificate(List.of()), Refusal.WRONG_USER_ID);
        bad(alice.certificateWithUnboundUserId("alice@example.com"), Refusal.UNBOUND_USER_ID);
        bad(alice.secretKey(), Refusal.SECRET_KEY);
    }

    @Test
    void nothingOfASecretKeyStaysInTheAnswer() {
        byte[] body = alice.secretKey();
        ANSWERS.forAddress(body, ALICE, NOW);
        assertThat(body).containsOnly(0);
    }

    @Test
    void ofSeveralCertificatesTheUsableOneIsChosen() {
        KeyOwner revoked = KeyOwner.create(CREATED, "alice@example.com").revoked(CREATED.plusSeconds(60), 1);
        KeyOwner expired = KeyOwner.create(CREATED.plusSeconds(100), "alice@example.com")
                .expiringAfter(Duration.ofDays(1), CREATED.plusSeconds(200));
        KeyOwner stranger = KeyOwner.create(CREATED.plusSeconds(300), "eve@example.com");
        Finding finding = good(
                joined(revoked.certificate(), expired.certificate(), stranger.certificate(), alice.certificate()),
                alice);
        assertThat(finding.others())
                .extracting(certificate -> certificate.fingerprint())
                .containsExactlyInAnyOrder(revoked.fingerprint(), expired.fingerprint());
        KeyOwner newer = KeyOwner.create(CREATED.plusSeconds(500), "alice@example.com");
        good(joined(alice.certificate(), newer.certificate()), newer);
        good(joined(revoked.certificate(), expired.certificate()), expired);
    }

    @Test
    void byFingerprintTheUserIdsDoNotMatter() {
        byte[] bare = alice.certificate(List.of());
        assertThat(ANSWERS.forKey(bare, alice.fingerprint(), NOW)).isInstanceOf(Answer.Usable.class);
        assertThat(ANSWERS.forKey(bare, alice.subkeyFingerprints().getFirst(), NOW))
                .isInstanceOf(Answer.Usable.class);
        assertThat(ANSWERS.forKeyId(bare, alice.fingerprint().keyId(), NOW)).isInstanceOf(Answer.Usable.class);
        KeyOwner other = KeyOwner.create(CREATED, "alice@example.com");
        assertThat(ANSWERS.forKey(other.certificate(), alice.fingerprint(), NOW))
                .isEqualTo(new Answer.Refused(Refusal.OTHER_KEY));
    }

    @Property(tries = 300)
    void noBytesBreakTheReader(@ForAll byte[] junk) {
        assertThat(ANSWERS.forAddress(junk, ALICE, NOW)).isInstanceOf(Answer.Refused.class);
    }

    private static Finding good(byte[] body, KeyOwner expected) {
        if (ANSWERS.forAddress(body, ALICE, NOW) instanceof Answer.Usable(Finding finding)) {
            assertThat(finding.certificate().fingerprint()).isEqualTo(expected.fingerprint());
            return finding;
        }
        throw new AssertionError("refused");
    }

    private static void bad(byte[] body, Refusal why) {
        assertThat(ANSWERS.forAddress(body, ALICE, NOW)).isEqualTo(new Answer.Refused(why));
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
