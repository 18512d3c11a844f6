package org.mailkeep.platform.store;

/**
 * What a call of the store came to.
 *
 * @param <T> what it yields when it works
 */
public sealed interface StoreResult<T> {

    /** It worked. */
    record Done<T>(T value) implements StoreResult<T> {}

    /**
     * It did not work, and is logged: go on without. It may still take effect later.
     *
     * @param why a sentence for people
     * @param mayReturn whether the same call may work later: PostgreSQL is not there, too slow, or not migrated yet;
     *     else this service asked for something impossible
     */
    record Unavailable<T>(String why, boolean mayReturn) implements StoreResult<T> {}
}
