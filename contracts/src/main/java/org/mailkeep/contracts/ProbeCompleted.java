package org.mailkeep.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
     * @param tlsaState {@code found}, {@code absent} or {@code unknown}; not said by older versions. Only {@code absent} means
     *     that there are none: DNS answered, and the answer is validated as far as the zone is signed
     * @param shown the host's own certificate; not said by older versions
     */
    public record Host(
            String host,
            String address,
            String verdict,
            String resultType,
            String why,
            String certificate,
            List<String> tlsa,
            Optional<String> tlsaState,
            Optional<Certificate> shown) {

        /** There are TLSA records. */
        public static final String TLSA_FOUND = "found";

        /** There are none. */
        public static final String TLSA_ABSENT = "absent";

        /** It could not be found out. */
        public static final String TLSA_UNKNOWN = "unknown";

        public Host {
            tlsa = List.copyOf(tlsa);
        }
    }

    /**
     * What a certificate says of itself; texts of whoever made it.
     *
     * @param subject as in RFC 2253, at most 500 characters
     * @param issuer as in RFC 2253, at most 500 characters
     * @param names its DNS names, at most 100
     * @param notBefore it begins to be valid
     * @param notAfter it ends to be valid
     */
    public record Certificate(String subject, String issuer, List<String> names, Instant notBefore, Instant notAfter) {

        public Certificate {
            names = List.copyOf(names);
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
