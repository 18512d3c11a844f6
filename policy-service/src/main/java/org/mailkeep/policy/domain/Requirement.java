package org.mailkeep.policy.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

/**
 * The truth about one MX host: what a mail server that can treat each host apart has to demand of it.
 *
 * @param level what is demanded
 * @param reason why, in a sentence
 */
public record Requirement(Level level, String reason) {

    /** What is demanded of a host. */
    public enum Level {
        /** TLS, and a match with a usable TLSA record; where all records are unusable, TLS alone (RFC 7672 §2.2). */
        DANE,
        /** TLS with a certificate of a public authority for the host's name (RFC 8461 §4.2). */
        STS,
        /** TLS where it is offered. */
        OPPORTUNISTIC,
        /** No mail to this host. */
        REFUSE,
        /** No mail to this host for now. */
        TEMPFAIL;

        /** As shown to clients. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is demanded of {@code host}, which {@code mxSecure} says is, or is not, proven to be the domain's. */
    public static Requirement of(Route.Host host, boolean mxSecure, StsState sts, Instant now) {
        Optional<StsPolicy> enforced = sts.enforced(now);
        return switch (host.verdict()) {
            case HostVerdict.Unreachable(String why) -> new Requirement(Level.REFUSE, why);
            case HostVerdict.TempFail(String why) -> new Requirement(Level.TEMPFAIL, why);
            case HostVerdict.NoTlsa(String why) ->
                enforced.map(policy -> bySts(host, policy)).orElseGet(() -> new Requirement(Level.OPPORTUNISTIC, why));
            case HostVerdict.Usable _ -> byTlsa(host, mxSecure, enforced, "the certificate must match a TLSA record");
            case HostVerdict.Unusable _ when enforced.isPresent() -> bySts(host, enforced.get());
            case HostVerdict.Unusable _ ->
                new Requirement(Level.DANE, "TLS is mandatory, but no TLSA record is usable to check the certificate");
        };
    }

    private static Requirement byTlsa(Route.Host host, boolean mxSecure, Optional<StsPolicy> enforced, String reason) {
        // Without a proven list of hosts DANE authenticates a name that an attacker may have chosen (RFC 7672 §2.2.1).
        return enforced.filter(_ -> !mxSecure)
                .map(policy -> bySts(host, policy))
                .orElseGet(() -> new Requirement(Level.DANE, reason));
    }

    private static Requirement bySts(Route.Host host, StsPolicy policy) {
        return policy.allows(host.mx().name())
                ? new Requirement(Level.STS, "the certificate must be valid for the host's name")
                : new Requirement(Level.REFUSE, "no mx of the MTA-STS policy allows this host");
    }
}
