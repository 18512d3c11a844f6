package org.mailkeep.policy.domain.dmarc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * What DMARC says of one message (RFC 9989 §5.3).
 *
 * @param disposition what the owner asks for: the preference of the policy where the message fails, with {@code t=y} one
 *     step milder. What happens to the message is the receiver's to decide (§5.4)
 * @param policy the policy that was found
 * @param organizationalDomain that of the author domain, where it is known
 * @param identifiers each result with its alignment, in the order they were given
 * @param reason a sentence for people
 */
public record Evaluation(
        Verdict verdict,
        Preference disposition,
        Optional<PolicyDiscovery.Found> policy,
        Optional<DomainName> organizationalDomain,
        List<Identifier> identifiers,
        String reason) {

    public Evaluation {
        identifiers = List.copyOf(identifiers);
    }

    /** The result as it stands in an Authentication-Results field. */
    public enum Verdict {
        PASS,
        FAIL,
        /** DMARC does not apply: no policy, or one that is void. */
        NONE,
        /** DNS, SPF or DKIM failed, so the message neither passes nor fails (§5.3.6). */
        TEMPERROR
    }

    /** Whether a result speaks for the author domain (§4.4). */
    public enum Alignment {
        ALIGNED,
        NOT_ALIGNED,
        /** The result is no pass, so there is no authenticated identifier. */
        NOT_AUTHENTICATED,
        UNKNOWN
    }

    /** A result with its alignment. */
    public record Identifier(Authentication.Check check, Alignment alignment) {}

    /**
     * The domains whose organizational domain decides about alignment: a walk is wanted for each of them.
     *
     * @param author the walk from the author domain
     */
    public static List<DomainName> domainsToWalk(TreeWalk.Ended author, Authentication message) {
        return switch (PolicyDiscovery.of(author)) {
            case PolicyDiscovery.Found found ->
                message.checks().stream()
                        .filter(check -> Aligning.withoutWalk(found.record(), author, check)
                                .isEmpty())
                        .map(Authentication.Check::domain)
                        .distinct()
                        .toList();
            case PolicyDiscovery.NotPublished _, PolicyDiscovery.Undetermined _ -> List.of();
        };
    }

    /**
     * Evaluates a message.
     *
     * @param author the walk from the author domain
     * @param walks the walks that {@link #domainsToWalk} asks for
     * @param existence of the author domain; looked at where {@link PolicyDiscovery.Found#asksForExistence}
     */
    public static Evaluation of(
            Authentication message, TreeWalk.Ended author, Map<DomainName, TreeWalk.Ended> walks, Existence existence) {
        Optional<DomainName> organization = Aligning.organization(author);
        return switch (PolicyDiscovery.of(author)) {
            case PolicyDiscovery.NotPublished _ ->
                without(Verdict.NONE, message, organization, "no DMARC record is published, so DMARC does not apply");
            case PolicyDiscovery.Undetermined open ->
                without(Verdict.TEMPERROR, message, organization, "the policy is unknown: " + open.why());
            case PolicyDiscovery.Found found -> {
                List<Identifier> identifiers = message.checks().stream()
                        .map(check -> new Identifier(check, Aligning.of(found.record(), author, check, walks)))
                        .toList();
                yield judged(found, organization, identifiers, existence);
            }
        };
    }

    private static Evaluation judged(
            PolicyDiscovery.Found policy,
            Optional<DomainName> organization,
            List<Identifier> identifiers,
            Existence existence) {
        var outcome = new Outcome(policy, organization, identifiers);
        Optional<Preference> preference = policy.preference(existence != Existence.MISSING);
        if (preference.isEmpty()) {
            return outcome.of(Verdict.NONE, Preference.NONE, "the policy record is void, so DMARC does not apply");
        }
        if (identifiers.stream().anyMatch(identifier -> identifier.alignment() == Alignment.ALIGNED)) {
            return outcome.of(Verdict.PASS, Preference.NONE, "an authenticated domain aligns with the author domain");
        }
        boolean open = identifiers.stream()
                .anyMatch(identifier -> identifier.alignment() == Alignment.UNKNOWN
                        || identifier.check().result() == Authentication.Result.TEMPERROR);
        if (open) {
            return outcome.of(
                    Verdict.TEMPERROR, Preference.NONE, "a result or its alignment is unknown for now (§5.3.6)");
        }
        if (policy.asksForExistence() && existence == Existence.UNKNOWN) {
            return outcome.of(
                    Verdict.TEMPERROR, Preference.NONE, "it is unknown whether the author domain exists (§3.2.13)");
        }
        Preference asked = preference.get();
        return policy.record().testing()
                ? outcome.of(
                        Verdict.FAIL,
                        asked.milder(),
                        "no authenticated domain aligns; the owner tests p=" + asked.word() + " (t=y)")
                : outcome.of(Verdict.FAIL, asked, "no authenticated domain aligns with the author domain");
    }

    private static Evaluation without(
            Verdict verdict, Authentication message, Optional<DomainName> organization, String reason) {
        List<Identifier> identifiers = message.checks().stream()
                .map(check -> new Identifier(
                        check,
                        check.result() == Authentication.Result.PASS ? Alignment.UNKNOWN : Alignment.NOT_AUTHENTICATED))
                .toList();
        return new Evaluation(verdict, Preference.NONE, Optional.empty(), organization, identifiers, reason);
    }

    private record Outcome(
            PolicyDiscovery.Found policy, Optional<DomainName> organization, List<Identifier> identifiers) {

        Evaluation of(Verdict verdict, Preference disposition, String reason) {
            return new Evaluation(verdict, disposition, Optional.of(policy), organization, identifiers, reason);
        }
    }
}
