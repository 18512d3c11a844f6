package org.mailkeep.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailkeep.policy.domain.Facts.DEAD;
import static org.mailkeep.policy.domain.Facts.ENFORCED;
import static org.mailkeep.policy.domain.Facts.NOW;
import static org.mailkeep.policy.domain.Facts.NO_STS;
import static org.mailkeep.policy.domain.Facts.NO_TLSA;
import static org.mailkeep.policy.domain.Facts.TESTING;
import static org.mailkeep.policy.domain.Facts.UNKNOWN;
import static org.mailkeep.policy.domain.Facts.UNUSABLE;
import static org.mailkeep.policy.domain.Facts.USABLE;
import static org.mailkeep.policy.domain.Facts.WITHDRAWN;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.Requirement.Level;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.MxHost;
import org.mailkeep.policy.domain.mtasts.StsState;

/** What is demanded of one MX host (RFC 7672 §2.2, RFC 8461 §4, §5). The enforced policy allows *.example.com. */
class RequirementTest {

    private static final String ALLOWED = "mx.example.com";
    private static final String NOT_ALLOWED = "mx.example.net";

    @Test
    void aUsableTlsaRecordOfASecureListGoesBeforeMtaSts() {
        for (StsState sts : List.of(NO_STS, TESTING, WITHDRAWN, ENFORCED)) {
            demands(Level.DANE, ALLOWED, USABLE, true, sts);
            demands(Level.DANE, NOT_ALLOWED, USABLE, true, sts); // RFC 8461 §2
        }
    }

    @Test
    void behindAnInsecureListMtaStsGoesBeforeDane() {
        demands(Level.DANE, ALLOWED, USABLE, false, NO_STS);
        demands(Level.STS, ALLOWED, USABLE, false, ENFORCED);
        demands(Level.REFUSE, NOT_ALLOWED, USABLE, false, ENFORCED);
    }

    @Test
    void unusableTlsaRecordsDemandTlsAndMtaStsAddsAuthentication() {
        demands(Level.DANE, ALLOWED, UNUSABLE, true, NO_STS);
        demands(Level.STS, ALLOWED, UNUSABLE, true, ENFORCED);
        demands(Level.REFUSE, NOT_ALLOWED, UNUSABLE, true, ENFORCED);
    }

    @Test
    void withoutTlsaRecordsAnEnforcedPolicyDecides() {
        for (boolean mxSecure : new boolean[] {true, false}) {
            demands(Level.STS, ALLOWED, NO_TLSA, mxSecure, ENFORCED);
            demands(Level.REFUSE, NOT_ALLOWED, NO_TLSA, mxSecure, ENFORCED);
            for (StsState sts : List.of(NO_STS, TESTING, WITHDRAWN)) {
                demands(Level.OPPORTUNISTIC, ALLOWED, NO_TLSA, mxSecure, sts);
            }
        }
    }

    @Test
    void anExpiredPolicyDemandsNothing() {
        var host = new Route.Host(new MxHost(DomainName.of(NOT_ALLOWED), 10), NO_TLSA);
        assertThat(Requirement.of(host, true, ENFORCED, NOW.plus(Duration.ofDays(8)))
                        .level())
                .isEqualTo(Level.OPPORTUNISTIC);
    }

    @Test
    void aHostThatIsDeadOrUnknownGetsNoMail() {
        for (StsState sts : List.of(NO_STS, ENFORCED)) {
            demands(Level.REFUSE, ALLOWED, DEAD, true, sts);
            demands(Level.TEMPFAIL, ALLOWED, UNKNOWN, true, sts);
        }
    }

    private static void demands(Level level, String host, HostVerdict verdict, boolean mxSecure, StsState sts) {
        var requirement =
                Requirement.of(new Route.Host(new MxHost(DomainName.of(host), 10), verdict), mxSecure, sts, NOW);
        assertThat(requirement.level()).as("%s with %s", verdict, sts).isEqualTo(level);
        assertThat(requirement.reason()).isNotBlank();
    }
}
