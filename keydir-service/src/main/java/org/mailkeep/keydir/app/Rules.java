package org.mailkeep.keydir.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.mailkeep.keydir.config.KeydirConfig;
import org.mailkeep.keydir.domain.publishing.PublishingRule;
import org.mailkeep.keydir.domain.served.Patience;
import org.mailkeep.openpgp.AcceptancePolicy;
import org.mailkeep.openpgp.CertificateLimits;

/** The rules as this installation has them. */
@ApplicationScoped
class Rules {

    private static final int ROOM = 4;

    private final KeydirConfig config;

    Rules(KeydirConfig config) {
        this.config = config;
    }

    AcceptancePolicy acceptance() {
        return AcceptancePolicy.rfc9580();
    }

    PublishingRule publishing() {
        return new PublishingRule(
                acceptance(),
                config.expiredGrace(),
                config.overlap(),
                config.keys().certificateOctets());
    }

    CertificateLimits limits() {
        CertificateLimits limits = config.keys().postQuantumSizes()
                ? CertificateLimits.defaults().withPostQuantumSizes()
                : CertificateLimits.defaults();
        return limits.withSizes(limits.bodyOctets(), config.keys().certificateOctets(), limits.packets());
    }

    /** For what passed the door before: joining copies may have made it grow. */
    CertificateLimits storedLimits() {
        CertificateLimits limits = limits();
        return limits.withSizes(limits.bodyOctets() * ROOM, limits.certificateOctets(), limits.packets() * ROOM)
                .withCounts(
                        limits.userIds(),
                        limits.subkeys(),
                        limits.signaturesPerComponent(),
                        limits.verificationEffort() * ROOM);
    }

    Duration quarantine() {
        return config.aliasQuarantine();
    }

    Patience patience() {
        return new Patience(config.unknownTolerance(), config.lapsedKept());
    }

    int keysPerAccount() {
        return config.keys().perAccount();
    }
}
