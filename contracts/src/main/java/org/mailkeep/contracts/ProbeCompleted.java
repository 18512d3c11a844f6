package org.mailkeep.contracts;

import java.time.Instant;
import java.util.List;

/**
 * A domain's MX hosts were connected to, to see whether TLS works as the domain's policy demands.
 *
 * @param reason why it was done, for example {@code schedule} or {@code tls-failure-observed}
 * @param passed whether every host that could be connected to satisfies the policy, and at least one could
 * @param hosts every address of every host that was tried
 */
public record ProbeCompleted(DomainName domain, String reason, boolean passed, List<Host> hosts, Instant at)
        implements PostureEvent {

    public static final String TYPE = "probe.completed";

    /**
     * What one address of one host showed.
     *
     * @param address an IP address; empty where the host has none
     * @param verdict a word, for example {@code dane-matched}, {@code failed} or {@code unreachable}
     * @param resultType the word of RFC 8460 §4.3 for a failure; empty where there is none
     * @param why what was seen, in a sentence
     */
    public record Host(String host, String address, String verdict, String resultType, String why) {}

    public ProbeCompleted {
        hosts = List.copyOf(hosts);
    }

    @Override
    public String type() {
        return TYPE;
    }
}
