package org.mailkeep.report.domain.mail;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ReportKey.Kind;

/** Whether a mail comes from where it says. */
public sealed interface Proof {

    /**
     * Somebody answers for the mail.
     *
     * @param signers domains whose signatures hold
     * @param authorVerified a trusted mail server says that the mail passes DMARC: by SPF or DKIM, the author is who it says
     */
    record Verified(Claim claim, List<Signer> signers, boolean authorVerified) implements Proof {
        public Verified {
            signers = List.copyOf(signers);
        }
    }

    /**
     * Nobody whose word counts answers for the mail.
     *
     * @param reason a sentence that repeats nothing of the mail
     */
    record Missing(String reason) implements Proof {}

    /**
     * DNS did not answer (RFC 6376 §6.1.2): to be tried again, and nothing said meanwhile.
     *
     * @param reason a sentence that repeats nothing of the mail
     */
    record Undecided(String reason) implements Proof {}

    /**
     * A domain whose signature holds.
     *
     * @param forTlsReports whether its key says that it is for TLS reports ({@code s=tlsrpt}, RFC 8460 §3); hardly any does
     */
    record Signer(DomainName domain, boolean forTlsReports) {}

    /** The domain that answers for a report of this kind in the mail; empty where none does. */
    default Optional<DomainName> voucher(Kind kind) {
        if (!(this instanceof Verified(Claim claim, List<Signer> signers, boolean authorVerified))) {
            return Optional.empty();
        }
        Optional<DomainName> claimed = claim.of(kind);
        Optional<DomainName> signer = claimed.flatMap(domain -> signers.stream()
                .map(Signer::domain)
                .filter(one -> Claim.areAligned(one, domain))
                .findFirst());
        return kind == Kind.DMARC && authorVerified ? signer.or(claim::author) : signer;
    }
}
