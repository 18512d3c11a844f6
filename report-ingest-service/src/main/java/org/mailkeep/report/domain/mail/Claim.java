package org.mailkeep.report.domain.mail;

import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.ReportKey.Kind;

/**
 * Who a mail says that it comes from. Anybody can say so; a signature has to agree.
 *
 * @param author the domain of {@code From}; empty where there is not exactly one (RFC 5322 §3.6.2 allows several authors)
 * @param submitter the domain in {@code TLS-Report-Submitter} (RFC 8460 §5.3)
 */
public record Claim(Optional<DomainName> author, Optional<DomainName> submitter) {

    /**
     * The domain that a report of this kind has to be signed by: the reporting domain of RFC 8460 §3, which is the author's
     * where the mail does not name one; for DMARC aggregates the author's (RFC 9990 §4).
     */
    public Optional<DomainName> of(Kind kind) {
        return switch (kind) {
            case TLS -> submitter.or(() -> author);
            case DMARC -> author;
        };
    }

    /** Whether a signature of the domain could agree with the claim for a report of any kind. */
    public boolean agreesWith(DomainName signer) {
        for (Kind kind : Kind.values()) {
            if (of(kind).filter(claimed -> areAligned(signer, claimed)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether two domains belong together: they are the same, or one is above the other and no top-level domain. Two hosts of
     * one organisation beside each other are not aligned; without a list of public suffixes, nobody can tell them from two
     * customers of a registry. A signature of {@code co.uk} would count for all below, but only the registry can make it.
     */
    public static boolean areAligned(DomainName one, DomainName other) {
        return one.equals(other) || isBelow(one, other) || isBelow(other, one);
    }

    private static boolean isBelow(DomainName lower, DomainName upper) {
        return upper.value().indexOf('.') > 0 && lower.value().endsWith("." + upper.value());
    }
}
