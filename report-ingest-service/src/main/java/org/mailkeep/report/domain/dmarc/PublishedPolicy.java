package org.mailkeep.report.domain.dmarc;

import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ContentHash;

/**
 * The DMARC policy as the receiver found it. The words are in lower case, unknown ones kept.
 *
 * @param np for names that do not exist (RFC 9990)
 * @param pct gone with RFC 9990
 * @param testing {@code y} or {@code n} (RFC 9990)
 * @param discoveryMethod {@code psl} or {@code treewalk} (RFC 9990)
 */
public record PublishedPolicy(
        DomainName domain,
        Optional<String> adkim,
        Optional<String> aspf,
        Optional<String> p,
        Optional<String> sp,
        Optional<String> np,
        Optional<String> pct,
        Optional<String> testing,
        Optional<String> discoveryMethod,
        Optional<String> fo) {

    void describe(ContentHash hash) {
        hash.add(domain.value())
                .add(adkim.orElse(""))
                .add(aspf.orElse(""))
                .add(p.orElse(""))
                .add(sp.orElse(""))
                .add(np.orElse(""))
                .add(pct.orElse(""))
                .add(testing.orElse(""))
                .add(discoveryMethod.orElse(""))
                .add(fo.orElse(""));
    }
}
