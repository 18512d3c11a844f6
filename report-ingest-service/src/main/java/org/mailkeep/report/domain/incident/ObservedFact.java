package org.mailkeep.report.domain.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mailkeep.contracts.ProbeCompleted;

/**
 * Something that a probe saw and that matters when it changes. What a probe could not see is no fact: a host that does not
 * answer has not lost its certificate, and a lookup that failed has not taken its TLSA records away.
 *
 * @param subject the host, or the domain itself
 * @param value empty where it is known that there is none
 */
public record ObservedFact(DomainChange.Kind kind, String subject, String value) {

    /** The certificates and TLSA records of each host, and the id of the policy. */
    public static List<ObservedFact> of(ProbeCompleted probe) {
        Map<String, TreeSet<String>> certificates = new TreeMap<>();
        Map<String, TreeSet<String>> tlsa = new TreeMap<>();
        for (ProbeCompleted.Host host : probe.hosts()) {
            if (!host.certificate().isEmpty()) {
                certificates.computeIfAbsent(host.host(), _ -> new TreeSet<>()).add(host.certificate());
            }
            boolean absent = host.tlsaState()
                    .filter(ProbeCompleted.Host.TLSA_ABSENT::equals)
                    .isPresent();
            if (absent || !host.tlsa().isEmpty()) {
                tlsa.computeIfAbsent(host.host(), _ -> new TreeSet<>()).addAll(host.tlsa());
            }
        }
        var facts = new ArrayList<ObservedFact>();
        certificates.forEach(
                (host, all) -> facts.add(new ObservedFact(DomainChange.Kind.CERTIFICATE, host, join(all))));
        tlsa.forEach((host, all) -> facts.add(new ObservedFact(DomainChange.Kind.TLSA, host, join(all))));
        if (!probe.policyId().isEmpty()) {
            facts.add(
                    new ObservedFact(DomainChange.Kind.POLICY_ID, probe.domain().value(), probe.policyId()));
        }
        return facts;
    }

    private static String join(TreeSet<String> values) {
        return values.stream().collect(Collectors.joining(", "));
    }
}
