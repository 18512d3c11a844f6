package org.mailkeep.policy.domain.dmarc;

import java.util.Map;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/** Whether an authenticated domain aligns with the author domain (RFC 9989 §4.4, §4.10.2). */
final class Aligning {

    private Aligning() {}

    /** The organizational domain that a walk found. */
    static Optional<DomainName> organization(TreeWalk.Ended walk) {
        return switch (walk) {
            case TreeWalk.Finished finished -> Optional.of(finished.organizationalDomain());
            case TreeWalk.Failed _ -> Optional.empty();
        };
    }

    static Evaluation.Alignment of(
            DmarcRecord policy,
            TreeWalk.Ended author,
            Authentication.Check check,
            Map<DomainName, TreeWalk.Ended> walks) {
        return withoutWalk(policy, author, check)
                .orElseGet(() -> Optional.ofNullable(walks.get(check.domain()))
                        .flatMap(Aligning::organization)
                        .map(organization -> organization(author).equals(Optional.of(organization))
                                ? Evaluation.Alignment.ALIGNED
                                : Evaluation.Alignment.NOT_ALIGNED)
                        .orElse(Evaluation.Alignment.UNKNOWN));
    }

    /** The alignment where it is clear without the identifier's own organizational domain; else empty. */
    static Optional<Evaluation.Alignment> withoutWalk(
            DmarcRecord policy, TreeWalk.Ended author, Authentication.Check check) {
        if (check.result() != Authentication.Result.PASS) {
            return Optional.of(Evaluation.Alignment.NOT_AUTHENTICATED);
        }
        if (check.domain().equals(author.start())) {
            return Optional.of(Evaluation.Alignment.ALIGNED);
        }
        AlignmentMode mode = switch (check.mechanism()) {
            case SPF -> policy.aspf();
            case DKIM -> policy.adkim();
        };
        if (mode == AlignmentMode.STRICT) {
            return Optional.of(Evaluation.Alignment.NOT_ALIGNED);
        }
        Optional<DomainName> organization = organization(author);
        if (organization.isEmpty()) {
            return Optional.of(Evaluation.Alignment.UNKNOWN);
        }
        // An organizational domain is the name itself or one above it, so another branch needs no walk.
        return isAtOrBelow(check.domain(), organization.get())
                ? Optional.empty()
                : Optional.of(Evaluation.Alignment.NOT_ALIGNED);
    }

    private static boolean isAtOrBelow(DomainName name, DomainName above) {
        return name.equals(above) || name.value().endsWith("." + above.value());
    }
}
