package org.mailkeep.policy.domain.probe;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.verification.Presented;
import org.mailkeep.policy.domain.verification.Verdict;

/**
 * One address of one MX host.
 *
 * @param address an IP address; empty where the host has none
 * @param verdict empty where nothing was presented that could be judged
 */
public record HostProbe(DomainName host, String address, Contact contact, Optional<Verdict> verdict) {

    /** What was seen, in a word. */
    public String word() {
        return verdict.map(Verdict::word).orElseGet(() -> switch (contact) {
            case Contact.NotTried _ -> "not-tried";
            case Contact.Unreachable _, Contact.Answered _ -> "unreachable";
        });
    }

    /** What was seen, in a sentence without text from strangers. */
    public String why() {
        return verdict.map(Verdict::why).orElseGet(() -> switch (contact) {
            case Contact.NotTried(String why) -> why;
            case Contact.Unreachable(String why) -> why;
            case Contact.Answered answered -> answered.why().orElse("");
        });
    }

    /** The host's own certificate, where it showed one. */
    public Optional<X509Certificate> certificate() {
        return contact instanceof Contact.Answered answered && answered.presented() instanceof Presented.Chain chain
                ? Optional.of(chain.leaf())
                : Optional.empty();
    }
}
