package org.mailkeep.keylookup.domain;

import java.time.Instant;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.KeyringReading;

/** What the tests here know of keys. */
final class Keys {

    static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2025-06-01T00:00:00Z");
    static final CertificateLimits LIMITS = CertificateLimits.defaults();
    static final AcceptancePolicy POLICY = AcceptancePolicy.rfc9580();
    static final AnswerReader ANSWERS = new AnswerReader(new CertificateReader(LIMITS), POLICY);

    private Keys() {}

    static Certificate certificate(byte[] body) {
        if (new CertificateReader(LIMITS).read(body) instanceof KeyringReading.Certificates certificates) {
            return certificates.certificates().getFirst();
        }
        throw new AssertionError("no certificate");
    }
}
