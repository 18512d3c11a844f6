package org.mailkeep.policy.api;

import java.util.Set;

/** What a caller may be allowed to do. */
final class Roles {

    /** Evaluate anew, purge, override. */
    static final String WRITE = "policy:write";

    /** Connect to mail servers. */
    static final String PROBE = "policy:probe";

    static final Set<String> ALL = Set.of(WRITE, PROBE);

    private Roles() {}
}
