package org.mailkeep.policy.domain.probe;

import java.util.Optional;
import org.mailkeep.policy.domain.verification.Presented;

/** What one address of a mail host did when it was connected to. */
public sealed interface Contact {

    /**
     * It speaks SMTP.
     *
     * @param banner the greeting without its code; a stranger's text, cut to printable ASCII
     * @param startTls whether STARTTLS is offered
     * @param tlsVersion as the JDK calls it, for example {@code TLSv1.3}; empty without TLS
     * @param why what went wrong, in a sentence; empty where TLS came about
     */
    record Answered(
            String banner, boolean startTls, Optional<String> tlsVersion, Presented presented, Optional<String> why)
            implements Contact {}

    /** It takes no mail now: no connection, no greeting, or one that says so. Nothing follows for its certificate. */
    record Unreachable(String why) implements Contact {}

    /** It was not connected to, for our own reasons. */
    record NotTried(String why) implements Contact {}
}
