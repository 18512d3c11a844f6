package org.mailkeep.keylookup.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.KeyUpdate;
import org.mailkeep.keylookup.store.Learnt;
import org.mailkeep.keylookup.store.StoredCertificate;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;
import org.mailkeep.openpgp.Judgement;
import org.mailkeep.openpgp.KeyringReading;
import org.mailkeep.openpgp.packet.Octets;

/** From stored octets to certificates and back. All of it belongs on a worker thread. */
@ApplicationScoped
class Certificates {

    private final CertificateReader reader;
    private final AcceptancePolicy policy;
    private final CertificateLimits limits;
    private final RefreshTimes refreshTimes;

    Certificates(
            CertificateReader reader, AcceptancePolicy policy, CertificateLimits limits, RefreshTimes refreshTimes) {
        this.reader = reader;
        this.policy = policy;
        this.limits = limits;
        this.refreshTimes = refreshTimes;
    }

    /**
     * Reads what we wrote.
     *
     * @throws IllegalStateException when it is no certificate: the database was tampered with
     */
    Certificate read(StoredCertificate stored) {
        if (reader.read(stored.data().toArray()) instanceof KeyringReading.Certificates certificates
                && certificates.certificates().size() == 1
                && certificates.certificates().getFirst().fingerprint().equals(stored.fingerprint())) {
            return certificates.certificates().getFirst();
        }
        throw new IllegalStateException("the stored certificate " + stored.fingerprint() + " cannot be read");
    }

    /** What a copy adds to what is stored. */
    KeyUpdate update(Optional<StoredCertificate> stored, Certificate copy, Instant now) {
        return KeyUpdate.of(stored.map(this::read), copy, now, policy, limits);
    }

    /** What is to be written for an update that is news. */
    Learnt.CertificateChange change(KeyUpdate update, Optional<StoredCertificate> stored, Instant now) {
        Certificate certificate = update.certificate();
        return new Learnt.CertificateChange(
                certificate.fingerprint(),
                keys(certificate, now),
                Octets.of(certificate.toBinary()),
                stored.map(StoredCertificate::version).orElse(0L),
                refreshTimes.afterFirstSight(now));
    }

    private List<Fingerprint> keys(Certificate certificate, Instant now) {
        Judgement judgement = certificate.judge(now, policy);
        return Stream.concat(Stream.of(judgement.primary()), judgement.subkeys().stream())
                .map(Judgement.OfKey::fingerprint)
                .toList();
    }
}
