package org.mailkeep.policy.store;

import java.util.function.Function;

/**
 * What a call of the store came to.
 *
 * @param <T> what it yields when it works
 */
public sealed interface StoreResult<T> {

    /** It worked. */
    record Done<T>(T value) implements StoreResult<T> {}

    /**
     * PostgreSQL is not there, too slow, or not migrated yet: go on without. The call may still take effect later.
     *
     * @param why a sentence for people
     */
    record Unavailable<T>(String why) implements StoreResult<T> {}

    /** The same outcome with another value. */
    default <R> StoreResult<R> map(Function<? super T, ? extends R> mapping) {
        return switch (this) {
            case Done<T>(T value) -> new Done<>(mapping.apply(value));
            case Unavailable<T>(String why) -> new Unavailable<>(why);
        };
    }
}
