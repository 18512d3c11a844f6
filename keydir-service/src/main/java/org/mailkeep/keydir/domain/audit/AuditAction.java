package org.mailkeep.keydir.domain.audit;

import java.util.Locale;

/** What can be done to the directory. */
public enum AuditAction {
    DOMAIN_ADDED,
    DOMAIN_VERIFIED,
    DOMAIN_LAPSED,
    /** The addresses of a domain that lapsed too long ago were given up. */
    DOMAIN_GIVEN_UP,
    ACCOUNT_ADDED,
    ADDRESS_TAKEN,
    /** From now on an alias, or the primary address. */
    ADDRESS_CHANGED,
    ADDRESS_RETIRED,
    ADDRESS_REMOVED,
    KEY_UPLOADED,
    KEY_WITHDRAWN,
    KEY_PUBLISHED,
    KEY_UNPUBLISHED;

    /** As in the log and the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
