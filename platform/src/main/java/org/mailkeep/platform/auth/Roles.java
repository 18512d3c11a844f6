package org.mailkeep.platform.auth;

import java.util.Set;

/** What a caller may be allowed to do. */
public final class Roles {

    /** policy-service: evaluate anew, purge, override, host domains. */
    public static final String POLICY_WRITE = "policy:write";

    /** policy-service: connect to mail servers. */
    public static final String POLICY_PROBE = "policy:probe";

    /** keydir-service: domains, accounts, keys. */
    public static final String KEYDIR_WRITE = "keydir:write";

    /** keylookup-service: decide on changed keys, upload to key servers. */
    public static final String KEYLOOKUP_WRITE = "keylookup:write";

    /** report-ingest-service: see reports, incidents and the quarantine. */
    public static final String REPORTS_READ = "reports:read";

    /** report-ingest-service: tell sessions, decide which reports are sent. */
    public static final String REPORTS_WRITE = "reports:write";

    /** Those of who has the local token. */
    public static final Set<String> ALL =
            Set.of(POLICY_WRITE, POLICY_PROBE, KEYDIR_WRITE, KEYLOOKUP_WRITE, REPORTS_READ, REPORTS_WRITE);

    private Roles() {}
}
