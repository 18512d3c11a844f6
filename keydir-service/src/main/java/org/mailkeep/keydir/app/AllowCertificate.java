package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.keydir.config.KeydirConfig;
import org.mailkeep.keydir.domain.served.CertifiableName;
import org.mailkeep.keydir.store.CertificateAllowances;
import org.mailkeep.platform.store.StoreResult;

/** Whether a web server in front may get a certificate for a host name while it runs. */
@ApplicationScoped
public class AllowCertificate {

    private static final Logger LOG = Logger.getLogger(AllowCertificate.class);

    private final ServedDomains served;
    private final CertificateAllowances allowances;
    private final KeydirConfig config;
    private final Clock clock;

    AllowCertificate(ServedDomains served, CertificateAllowances allowances, KeydirConfig config, Clock clock) {
        this.served = served;
        this.allowances = allowances;
        this.config = config;
        this.clock = clock;
    }

    /** Yields true for the hosts of domains that are served now, up to the day's limit. Without the store the answer is no. */
    public Uni<Boolean> isAllowed(DomainName host) {
        if (CertifiableName.mailDomainOf(host).filter(served::serves).isEmpty()) {
            return Uni.createFrom().item(false);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return allowances.allow(host, today, config.certificatesPerDay()).map(result -> switch (result) {
            case StoreResult.Done<Boolean>(Boolean allowed) -> {
                if (!allowed) {
                    LOG.warnf("No certificate for %s today: the limit of the day is reached", host);
                }
                yield allowed;
            }
            case StoreResult.Unavailable<Boolean> _ -> false;
        });
    }
}
