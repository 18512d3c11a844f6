package org.mailkeep.policy.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.mailkeep.policy.domain.mtasts.StsPolicy;
import org.mailkeep.policy.domain.mtasts.StsState;

/** What a domain's owner could mend, in sentences: first what would change the answer, then each fault. */
public final class Advice {

    /** "a value in the order of weeks" is what RFC 8461 §3.2 recommends for max_age; less than a day protects little. */
    private static final Duration SHORT_MAX_AGE = Duration.ofDays(1);

    private Advice() {}

    /** The advice for what is known of a domain at {@code now}. Repeats nothing that a stranger wrote but host names. */
    public static List<String> of(TlsPolicy policy, Instant now) {
        var advice = new ArrayList<String>();
        advice.add(policy.decision().rule().remedy());
        if (policy.route() instanceof Route.Hosts known) {
            known.hosts()
                    .forEach(host -> aboutHost(host, policy.sts().enforced(now).isPresent(), advice));
            policy.sts().policy(now).ifPresent(sts -> aboutPatterns(known, sts, advice));
        }
        aboutSts(policy.sts(), now, advice);
        return List.copyOf(advice);
    }

    private static void aboutHost(Route.Host host, boolean stsEnforced, List<String> advice) {
        String name = host.mx().name().value();
        switch (host.verdict()) {
            case HostVerdict.Usable usable -> aboutTlsa(name, usable.tlsa(), advice);
            case HostVerdict.Unusable unusable -> aboutTlsa(name, unusable.tlsa(), advice);
            case HostVerdict.NoTlsa none -> {
                if (!stsEnforced) {
                    advice.add(name + ": publish TLSA records in a signed zone (" + none.why() + ").");
                }
            }
            case HostVerdict.TempFail(String why) -> advice.add(name + ": mend its name servers (" + why + ").");
            case HostVerdict.Unreachable(String why) -> advice.add(name + ": remove the MX record (" + why + ").");
        }
    }

    private static void aboutTlsa(String host, List<TlsaRecord> records, List<String> advice) {
        records.stream()
                .flatMap(record -> record.unusableBecause().stream())
                .distinct()
                .forEach(why -> advice.add(host + ": remove a TLSA record that cannot be used (" + why + ")."));
    }

    private static void aboutPatterns(Route.Hosts known, StsPolicy policy, List<String> advice) {
        if (policy.mode() == StsPolicy.Mode.NONE) {
            return;
        }
        known.hosts().stream()
                .map(host -> host.mx().name())
                .filter(host -> !policy.allows(host))
                .forEach(host ->
                        advice.add(host + ": add it to the mx lines of the MTA-STS policy, which it is not in."));
    }

    private static void aboutSts(StsState sts, Instant now, List<String> advice) {
        switch (sts) {
            case StsState.Unavailable unavailable ->
                advice.add("Mend the MTA-STS policy that DNS announces: "
                        + unavailable.failure().why() + ".");
            case StsState.Active active -> {
                active.lastFailure()
                        .ifPresent(failure -> advice.add(
                                "Mend the MTA-STS policy before the remembered one expires: " + failure.why() + "."));
                if (active.isLive(now) && active.policy().maxAge().compareTo(SHORT_MAX_AGE) < 0) {
                    advice.add("Raise the max_age of the MTA-STS policy to weeks (RFC 8461 §3.2).");
                }
            }
            case StsState.Off _ -> {}
        }
    }
}
