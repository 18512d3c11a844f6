package org.mailkeep.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A domain's MX hosts were connected to, to see whether TLS works as the domain's policy demands.
 *
 * @param reason why it was done, for example {@code schedule} or {@code tls-failure-observed}
 * @param passed whether every host that could be connected to satisfies the policy, and at least one could
 * @param hosts every address of every host that was tried
 * @param policyId the id of the MTA-STS policy in force (RFC 8461 §3.1); empty where there is none
 * @param policy the lines of that policy in canonical form, one field each; empty where there is none
 */
public record ProbeCompleted(
        DomainName domain,
        String reason,
        boolean passed,
        List<Host> hosts,
        String policyId,
        List<String> policy,
        Instant at)
        implements PostureEvent {

    public static final String TYPE = "probe.completed";

    /**
     * What one address of one host showed.
     *
     * @param address an IP address; empty where the host has none
     * @param verdict a word, for example {@code dane-matched}, {@code failed} or {@code unreachable}
     * @param resultType the word of RFC 8460 §4.3 for a failure; empty where there is none
     * @param why what was seen, in a sentence
     * @param certificate SHA-256 of the host's own certificate in lower-case hexadecimal; empty where it showed none
     * @param tlsa the TLSA records that hold for the host, in presentation form, sorted; empty where DANE does not apply
     */
    public record Host(
            String host,
            String address,
            String verdict,
            String resultType,
            String why,
            String certificate,
            List<String> tlsa) {

        public Host {
            tlsa = List.copyOf(tlsa);
        }
    }

    public ProbeCompleted {
        hosts = List.copyOf(hosts);
        policy = List.copyOf(policy);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
