package org.mailkeep.keylookup.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.keylookup.domain.Keys.CREATED;
import static org.mailkeep.keylookup.domain.Keys.NOW;
import static org.mailkeep.keylookup.domain.Keys.POLICY;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.mailkeep.keylookup.domain.SignatureVerdict.Word;
import org.mailkeep.openpgp.DataSignature;
import org.mailkeep.testkit.pgp.KeyOwner;

/** What a signature is worth, by the state of its key when it was made and now. */
class SignatureVerdictTest {

    private static final byte[] DATA = {1, 2, 3};
    private static final Instant SIGNED = CREATED.plus(Duration.ofDays(10));

    private final KeyOwner alice = KeyOwner.create(CREATED, "alice@example.com");

    @Test
    void aValidKeyMakesGoodSignatures() throws IOException {
        SignatureVerdict verdict = verdict(SIGNED, DATA);
        assertThat(verdict.word()).isEqualTo(Word.GOOD);
        assertThat(verdict.atSigning()).contains("valid");
        assertThat(verdict.now()).contains("valid");
        assertThat(verdict(SIGNED, new byte[] {9}).word()).isEqualTo(Word.BAD);
        assertThat(verdict(NOW.plus(Duration.ofDays(1)), DATA).word()).isEqualTo(Word.UNUSABLE_SIGNATURE);
        assertThat(verdict(CREATED.minusSeconds(1), DATA).word()).isEqualTo(Word.UNUSABLE_KEY);
    }

    @Test
    void aSoftRevocationReachesForwardOnly() throws IOException {
        alice.revoked(CREATED.plus(Duration.ofDays(20)), 1); // RFC 9580 §5.2.3.31: superseded
        SignatureVerdict before = verdict(SIGNED, DATA);
        assertThat(before.word()).isEqualTo(Word.GOOD);
        assertThat(before.atSigning()).contains("valid");
        assertThat(before.now()).contains("revoked");
        assertThat(verdict(CREATED.plus(Duration.ofDays(21)), DATA).word()).isEqualTo(Word.REVOKED_KEY);
    }

    @Test
    void aHardRevocationReachesBack() throws IOException {
        alice.revoked(CREATED.plus(Duration.ofDays(20)), 2); // RFC 9580 §5.2.3.31: compromised
        assertThat(verdict(SIGNED, DATA).word()).isEqualTo(Word.REVOKED_KEY);
    }

    @Test
    void aKeyMayExpireAfterItSigned() throws IOException {
        alice.expiringAfter(Duration.ofDays(30), CREATED.plusSeconds(60));
        SignatureVerdict before = verdict(SIGNED, DATA);
        assertThat(before.word()).isEqualTo(Word.GOOD);
        assertThat(before.now()).contains("expired");
        assertThat(verdict(CREATED.plus(Duration.ofDays(31)), DATA).word()).isEqualTo(Word.EXPIRED_KEY);
    }

    private SignatureVerdict verdict(Instant signed, byte[] data) throws IOException {
        if (DataSignature.read(alice.sign(DATA, signed)) instanceof DataSignature.Reading.Signatures(var signatures)) {
            var certificate = Keys.certificate(alice.certificate());
            var check = signatures.getFirst().check(certificate, new ByteArrayInputStream(data), POLICY);
            return SignatureVerdict.of(signatures.getFirst(), check, certificate, NOW, POLICY);
        }
        throw new AssertionError("no signature");
    }
}
