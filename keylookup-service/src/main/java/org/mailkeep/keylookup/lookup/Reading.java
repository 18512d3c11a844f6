package org.mailkeep.keylookup.lookup;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.mailkeep.keylookup.domain.AnswerReader;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReader;

/** How much of a certificate is read, and what is relied on: the same everywhere in this service. */
class Reading {

    @Produces
    @Singleton
    CertificateLimits limits() {
        return CertificateLimits.defaults().withPostQuantumSizes();
    }

    @Produces
    @Singleton
    AcceptancePolicy policy() {
        return AcceptancePolicy.rfc9580();
    }

    @Produces
    @Singleton
    CertificateReader reader(CertificateLimits limits) {
        return new CertificateReader(limits);
    }

    @Produces
    @Singleton
    AnswerReader answers(CertificateReader reader, AcceptancePolicy policy) {
        return new AnswerReader(reader, policy);
    }
}
