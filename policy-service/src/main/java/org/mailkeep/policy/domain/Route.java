package org.mailkeep.policy.domain;

import java.time.Instant;
import java.util.List;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MxHost;

/** Where a domain's mail goes and what DANE says of each host: everything about it that DNS alone decides. */
public sealed interface Route {

    /** When DNS is to be asked again. */
    Instant expiresAt();

    /**
     * Mail goes to these hosts.
     *
     * @param mxSecure whether DNSSEC proves the list of hosts
     * @param implicit whether there is no MX record (RFC 5321 §5.1)
     */
    record Hosts(List<Host> hosts, boolean mxSecure, boolean implicit, Instant expiresAt) implements Route {
        public Hosts {
            hosts = List.copyOf(hosts);
        }
    }

    /** The domain takes no mail (RFC 7505). */
    record NoMail(Instant expiresAt) implements Route {}

    /** The domain does not exist. */
    record NoSuchDomain(Instant expiresAt) implements Route {}

    /** It could not be found out. */
    record Undetermined(String why, Instant expiresAt) implements Route {}

    /** A host and what DANE says of it. */
    record Host(MxHost mx, HostVerdict verdict) {}

    /** Whether anything in here is a failure to find out instead of a fact. */
    default boolean hasFailures() {
        return switch (this) {
            case Hosts known -> known.hosts().stream().anyMatch(host -> host.verdict() instanceof HostVerdict.TempFail);
            case NoMail _, NoSuchDomain _ -> false;
            case Undetermined _ -> true;
        };
    }
}
