package org.mailkeep.contracts;

import java.time.Instant;

/** What travels on {@value #TOPIC}, keyed by the domain: how it stands with the domains that we look after. */
public sealed interface PostureEvent permits PostureChanged, ProbeCompleted, RolloverAdvanced, OverrideChanged {

    String TOPIC = "mailkeep.posture";

    DomainName domain();

    Instant at();

    /** The CloudEvents type. */
    String type();
}
