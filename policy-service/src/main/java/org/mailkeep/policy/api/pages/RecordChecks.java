package org.mailkeep.policy.api.pages;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.app.FindCaa;
import org.mailkeep.policy.app.FindDmarc;
import org.mailkeep.policy.app.FindTlsRpt;
import org.mailkeep.policy.domain.posture.CaaCheck;
import org.mailkeep.policy.domain.posture.CheckResult;
import org.mailkeep.policy.domain.posture.DmarcCheck;
import org.mailkeep.policy.domain.posture.TlsRptCheck;

/** Checks of what any domain publishes beside its TLS policy. */
@ApplicationScoped
class RecordChecks {

    private final FindDmarc dmarc;
    private final FindTlsRpt tlsRpt;
    private final FindCaa caa;

    RecordChecks(FindDmarc dmarc, FindTlsRpt tlsRpt, FindCaa caa) {
        this.dmarc = dmarc;
        this.tlsRpt = tlsRpt;
        this.caa = caa;
    }

    Uni<List<CheckResult>> of(DomainName domain) {
        return Uni.combine()
                .all()
                .unis(dmarc.find(domain), tlsRpt.find(domain), caa.find(domain))
                .with((found, reports, issuers) -> List.of(
                        DmarcCheck.policy(found.walk()),
                        DmarcCheck.reports(domain, found.policy(), found.destinations()),
                        TlsRptCheck.of(domain, reports, List.of()),
                        CaaCheck.of(domain, issuers, Set.of())));
    }
}
