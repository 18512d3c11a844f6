package org.mailkeep.policy.app;

import org.mailkeep.policy.domain.Route;
import org.mailkeep.policy.domain.TlsPolicy;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/** Estimates the heap that a policy takes, in bytes: whole objects and the characters of their texts. */
final class PolicyWeight {

    /** The entry with its key, the policy, its times, and its share of the cache's own structures. */
    private static final int ENTRY = 600;

    private static final int HOST = 160;
    private static final int TLSA = 80;
    private static final int PATTERN = 100;
    private static final int TEXT = 56;

    private PolicyWeight() {}

    static int of(TlsPolicy policy) {
        return ENTRY
                + 2 * policy.domain().value().length()
                + route(policy.route())
                + sts(policy.sts())
                + reply(policy.decision().reply());
    }

    private static int route(Route route) {
        return switch (route) {
            case Route.Hosts known ->
                known.hosts().stream().mapToInt(PolicyWeight::host).sum();
            case Route.NoMail _, Route.NoSuchDomain _, Route.Undetermined _ -> 0;
        };
    }

    private static int host(Route.Host host) {
        int tlsa = switch (host.verdict()) {
            case HostVerdict.Usable known ->
                known.tlsa().stream().mapToInt(PolicyWeight::tlsa).sum();
            case HostVerdict.Unusable known ->
                known.tlsa().stream().mapToInt(PolicyWeight::tlsa).sum();
            case HostVerdict.NoTlsa _, HostVerdict.TempFail _, HostVerdict.Unreachable _ -> 0;
        };
        return HOST + TEXT + host.mx().name().value().length() + tlsa;
    }

    private static int tlsa(TlsaRecord tlsa) {
        return TLSA + tlsa.data().length();
    }

    private static int sts(StsState sts) {
        return switch (sts) {
            case StsState.Active active -> TEXT + active.id().length() + policy(active.policy());
            case StsState.Off _ -> 0;
            case StsState.Unavailable _ -> TEXT;
        };
    }

    private static int policy(StsPolicy policy) {
        return policy.mx().stream()
                .mapToInt(pattern -> PATTERN + pattern.base().value().length())
                .sum();
    }

    private static int reply(PostfixReply reply) {
        // Replies without a policy in them are shared by all entries, or are one text for both maps.
        return reply.query().equals(reply.queryWithTlsrpt())
                ? TEXT
                : 2 * TEXT + reply.query().length() + reply.queryWithTlsrpt().length();
    }
}
