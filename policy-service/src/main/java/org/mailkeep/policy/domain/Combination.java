package org.mailkeep.policy.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Route.Host;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.postfix.PostfixReply;

/**
 * DANE before MTA-STS (RFC 8461 §2), for the whole of a domain.
 *
 * <p>Hosts that cannot be reached weaken nothing. A host whose TLSA records could not be looked up never counts as one
 * without: it keeps the answer from becoming weaker than it would be with them.
 */
public final class Combination {

    private Combination() {}

    /** The answer for {@code domain}. */
    public static Decision decide(DomainName domain, Route route, StsState sts, MixedPolicy mixed, Instant now) {
        Optional<StsPolicy> enforced = sts.enforced(now);
        Rule rule = enforced.isPresent() ? withEnforcedSts(route, mixed) : withoutEnforcedSts(route, sts.policy(now));
        return new Decision(rule, reply(rule, domain, enforced));
    }

    /** The answer for one host that is addressed directly: no MX, so no MTA-STS either (RFC 8461 §3). */
    public static Decision decide(HostVerdict verdict) {
        return switch (verdict) {
            case HostVerdict.Usable _ -> new Decision(Rule.DANE_ALL_HOSTS, PostfixReply.DANE_ONLY);
            case HostVerdict.Unusable _ -> new Decision(Rule.DANE_UNUSABLE, PostfixReply.DANE);
            case HostVerdict.NoTlsa _ -> new Decision(Rule.NO_POLICY, PostfixReply.NOT_FOUND);
            case HostVerdict.Unreachable _ -> new Decision(Rule.NO_REACHABLE_HOST, PostfixReply.NOT_FOUND);
            case HostVerdict.TempFail _ ->
                new Decision(Rule.HOSTS_UNKNOWN, PostfixReply.temporaryFailure(Rule.HOSTS_UNKNOWN.text()));
        };
    }

    private static Rule withEnforcedSts(Route route, MixedPolicy mixed) {
        return switch (route) {
            case Route.Undetermined _ -> Rule.MX_UNKNOWN;
            case Route.NoMail _, Route.NoSuchDomain _ -> Rule.STS_NO_HOST_SEEN;
            case Route.Hosts known -> {
                Tally tally = Tally.of(known.hosts());
                if (tally.reachable() == 0) {
                    yield Rule.STS_NO_HOST_SEEN;
                }
                if (!known.mxSecure()) {
                    yield tally.anyTlsa() ? Rule.STS_INSECURE_MX : Rule.STS_ENFORCE;
                }
                if (tally.usable > 0) {
                    yield tally.allUsableOrUnknown() ? Rule.DANE_ALL_HOSTS : mixedRule(mixed);
                }
                if (tally.onlyUnknown()) {
                    yield Rule.HOSTS_UNKNOWN;
                }
                yield tally.unknown > 0 ? Rule.STS_TLSA_UNKNOWN : Rule.STS_ENFORCE;
            }
        };
    }

    private static Rule withoutEnforcedSts(Route route, Optional<StsPolicy> policy) {
        return switch (route) {
            case Route.Undetermined _ -> Rule.MX_UNKNOWN;
            case Route.NoMail _ -> Rule.NO_MAIL;
            case Route.NoSuchDomain _ -> Rule.NO_SUCH_DOMAIN;
            case Route.Hosts known -> {
                Tally tally = Tally.of(known.hosts());
                if (tally.reachable() == 0) {
                    yield Rule.NO_REACHABLE_HOST;
                }
                if (tally.onlyUnknown()) {
                    yield Rule.HOSTS_UNKNOWN;
                }
                if (!tally.anyTlsa()) {
                    yield withoutTlsa(policy);
                }
                if (!known.mxSecure()) {
                    yield Rule.DANE_INSECURE_MX;
                }
                if (tally.usable > 0 && tally.allUsableOrUnknown()) {
                    yield Rule.DANE_ALL_HOSTS;
                }
                yield tally.unusable == tally.reachable() ? Rule.DANE_UNUSABLE : Rule.DANE_SOME_HOSTS;
            }
        };
    }

    private static Rule withoutTlsa(Optional<StsPolicy> policy) {
        return policy.map(live -> switch (live.mode()) {
                    case TESTING -> Rule.STS_TESTING;
                    case NONE -> Rule.STS_NONE;
                    case ENFORCE -> throw new IllegalArgumentException("an enforced policy is decided elsewhere");
                })
                .orElse(Rule.NO_POLICY);
    }

    private static Rule mixedRule(MixedPolicy mixed) {
        return switch (mixed) {
            case DANE -> Rule.MIXED_AS_DANE;
            case SECURE -> Rule.MIXED_AS_SECURE;
        };
    }

    private static PostfixReply reply(Rule rule, DomainName domain, Optional<StsPolicy> enforced) {
        return switch (rule) {
            case DANE_ALL_HOSTS -> PostfixReply.DANE_ONLY;
            case DANE_SOME_HOSTS, DANE_UNUSABLE, DANE_INSECURE_MX, MIXED_AS_DANE -> PostfixReply.DANE;
            case STS_ENFORCE, STS_INSECURE_MX, STS_TLSA_UNKNOWN, STS_NO_HOST_SEEN, MIXED_AS_SECURE ->
                PostfixReply.secure(domain, enforced.orElseThrow());
            case STS_TESTING, STS_NONE, NO_POLICY, NO_MAIL, NO_SUCH_DOMAIN, NO_REACHABLE_HOST -> PostfixReply.NOT_FOUND;
            case MX_UNKNOWN, HOSTS_UNKNOWN -> PostfixReply.temporaryFailure(rule.text());
            case OVERRIDE_FAIL_OPEN, OVERRIDE_PIN_DANE_ONLY, OVERRIDE_PIN_DANE, OVERRIDE_PIN_SECURE ->
                throw new IllegalArgumentException("no operator decides here");
        };
    }

    /** How many hosts have which verdict. */
    private record Tally(int usable, int unusable, int without, int unknown) {

        static Tally of(List<Host> hosts) {
            int usable = 0;
            int unusable = 0;
            int without = 0;
            int unknown = 0;
            for (Host host : hosts) {
                switch (host.verdict()) {
                    case HostVerdict.Usable _ -> usable++;
                    case HostVerdict.Unusable _ -> unusable++;
                    case HostVerdict.NoTlsa _ -> without++;
                    case HostVerdict.TempFail _ -> unknown++;
                    case HostVerdict.Unreachable _ -> {}
                }
            }
            return new Tally(usable, unusable, without, unknown);
        }

        int reachable() {
            return usable + unusable + without + unknown;
        }

        boolean anyTlsa() {
            return reachable() > without;
        }

        boolean allUsableOrUnknown() {
            return unusable == 0 && without == 0;
        }

        boolean onlyUnknown() {
            return unknown > 0 && unknown == reachable();
        }
    }
}
