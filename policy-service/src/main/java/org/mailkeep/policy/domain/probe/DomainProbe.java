package org.mailkeep.policy.domain.probe;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.certificate.PublicKeyInfo;
import org.mailkeep.policy.domain.verification.Verdict;

/**
 * A look at all MX hosts of a domain.
 *
 * @param reason why it was done, in a word or short sentence
 */
public record DomainProbe(DomainName domain, String reason, List<HostProbe> hosts, Instant at) {

    /** More hosts of one domain are not looked at. */
    public static final int MAX_HOSTS = 16;

    /** More addresses of one host are not looked at. */
    public static final int MAX_ADDRESSES = 8;

    public DomainProbe {
        hosts = List.copyOf(hosts);
    }

    /** Whether every host that could be judged satisfies the policy, and at least one could. */
    public boolean passed() {
        List<Verdict> verdicts =
                hosts.stream().map(HostProbe::verdict).flatMap(Optional::stream).toList();
        return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::passes);
    }

    /** The keys that the addresses of {@code host} present. */
    public Set<PublicKeyInfo> keysOf(DomainName host) {
        return hosts.stream()
                .filter(probe -> probe.host().equals(host))
                .map(HostProbe::certificate)
                .flatMap(Optional::stream)
                .map(PublicKeyInfo::of)
                .collect(Collectors.toUnmodifiableSet());
    }
}
