package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import org.mailkeep.platform.store.StoreResult;

/** The directory's store does not answer now; the same call may work later. */
public final class DirectoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private DirectoryUnavailableException(String why) {
        super(why, null, false, false);
    }

    /** What the store yielded. Where it yielded nothing, the Uni fails: with this where it may later, else as for a bug. */
    static <T> Uni<T> orFail(Uni<StoreResult<T>> call) {
        return call.map(result -> switch (result) {
            case StoreResult.Done<T>(T value) -> value;
            case StoreResult.Unavailable<T> failed
            when failed.mayReturn() -> throw new DirectoryUnavailableException(failed.why());
            case StoreResult.Unavailable<T> failed -> throw new IllegalStateException(failed.why());
        });
    }
}
