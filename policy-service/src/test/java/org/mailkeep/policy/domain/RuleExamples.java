package org.mailkeep.policy.domain;

import static org.mailkeep.policy.domain.Facts.DEAD;
import static org.mailkeep.policy.domain.Facts.DOMAIN;
import static org.mailkeep.policy.domain.Facts.ENFORCED;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.NO_STS;
import static org.mailkeep.policy.domain.Facts.NO_TLSA;
import static org.mailkeep.policy.domain.Facts.TESTING;
import static org.mailkeep.policy.domain.Facts.UNKNOWN;
import static org.mailkeep.policy.domain.Facts.UNUSABLE;
import static org.mailkeep.policy.domain.Facts.USABLE;
import static org.mailkeep.policy.domain.Facts.WITHDRAWN;
import static org.mailkeep.policy.domain.Facts.insecureMx;
import static org.mailkeep.policy.domain.Facts.noMail;
import static org.mailkeep.policy.domain.Facts.noSuchDomain;
import static org.mailkeep.policy.domain.Facts.secureMx;
import static org.mailkeep.policy.domain.Facts.undetermined;

import java.time.Duration;
import java.util.Optional;
import org.mailkeep.policy.domain.mtasts.StsState;
import org.mailkeep.policy.domain.override.Effect;
import org.mailkeep.policy.domain.override.OperatorOverride;

/** For each rule one domain that it decides. */
final class RuleExamples {

    private RuleExamples() {}

    static Decision decidedBy(Rule rule) {
        return switch (rule) {
            case DANE_ALL_HOSTS -> decide(secureMx(USABLE), NO_STS);
            case DANE_SOME_HOSTS -> decide(secureMx(USABLE, NO_TLSA), NO_STS);
            case DANE_UNUSABLE -> decide(secureMx(UNUSABLE), NO_STS);
            case DANE_INSECURE_MX -> decide(insecureMx(USABLE), NO_STS);
            case STS_ENFORCE -> decide(secureMx(NO_TLSA), ENFORCED);
            case STS_INSECURE_MX -> decide(insecureMx(USABLE), ENFORCED);
            case STS_TLSA_UNKNOWN -> decide(secureMx(UNKNOWN, NO_TLSA), ENFORCED);
            case STS_NO_HOST_SEEN -> decide(secureMx(DEAD), ENFORCED);
            case MIXED_AS_DANE -> decide(secureMx(USABLE, NO_TLSA), ENFORCED, MixedPolicy.DANE);
            case MIXED_AS_SECURE -> decide(secureMx(USABLE, NO_TLSA), ENFORCED, MixedPolicy.SECURE);
            case STS_TESTING -> decide(secureMx(NO_TLSA), TESTING);
            case STS_NONE -> decide(secureMx(NO_TLSA), WITHDRAWN);
            case NO_POLICY -> decide(secureMx(NO_TLSA), NO_STS);
            case NO_MAIL -> decide(noMail(), NO_STS);
            case NO_SUCH_DOMAIN -> decide(noSuchDomain(), NO_STS);
            case NO_REACHABLE_HOST -> decide(secureMx(DEAD), NO_STS);
            case MX_UNKNOWN -> decide(undetermined(), NO_STS);
            case HOSTS_UNKNOWN -> decide(secureMx(UNKNOWN), NO_STS);
            case OVERRIDE_FAIL_OPEN -> decide(new Effect.FailOpen());
            case OVERRIDE_PIN_DANE_ONLY -> decide(new Effect.PinDaneOnly());
            case OVERRIDE_PIN_DANE -> decide(new Effect.PinDane());
            case OVERRIDE_PIN_SECURE ->
                decide(new Effect.PinSecure(Facts.policy(Duration.ofDays(1), "mode: enforce", "mx: mail.example.com")));
        };
    }

    private static Decision decide(Effect effect) {
        return new OperatorOverride(
                        DOMAIN, effect, NOW.plus(Duration.ofHours(1)), "a reason", "somebody", NOW, Optional.empty())
                .decision();
    }

    private static Decision decide(Route route, StsState sts) {
        return decide(route, sts, MixedPolicy.DANE);
    }

    private static Decision decide(Route route, StsState sts, MixedPolicy mixed) {
        return Combination.decide(DOMAIN, route, sts, mixed, NOW);
    }
}
