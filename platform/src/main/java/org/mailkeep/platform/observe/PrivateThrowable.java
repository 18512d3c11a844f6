package org.mailkeep.platform.observe;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands in the log for an exception whose text, or a cause's text, is not to be there as it is. */
final class PrivateThrowable extends Throwable {

    private static final long serialVersionUID = 1;

    private final String shown;

    private PrivateThrowable(Throwable original, Set<Throwable> seen) {
        super(null, cause(original, seen), true, true);
        shown = PrivateText.of(original.toString());
        setStackTrace(original.getStackTrace());
        for (Throwable suppressed : original.getSuppressed()) {
            if (seen.add(suppressed)) {
                addSuppressed(new PrivateThrowable(suppressed, seen));
            }
        }
    }

    /** The same one where nothing in it is private. */
    static Throwable of(Throwable original) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        return isPrivate(original, seen) ? copy(original) : original;
    }

    private static Throwable copy(Throwable original) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.add(original);
        return new PrivateThrowable(original, seen);
    }

    private static boolean isPrivate(Throwable throwable, Set<Throwable> seen) {
        if (!seen.add(throwable)) {
            return false;
        }
        String text = throwable.toString();
        if (!PrivateText.of(text).equals(text)) {
            return true;
        }
        for (Throwable suppressed : throwable.getSuppressed()) {
            if (isPrivate(suppressed, seen)) {
                return true;
            }
        }
        return throwable.getCause() != null && isPrivate(throwable.getCause(), seen);
    }

    private static @Nullable Throwable cause(Throwable original, Set<Throwable> seen) {
        Throwable cause = original.getCause();
        return cause != null && seen.add(cause) ? new PrivateThrowable(cause, seen) : null;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name to be shown is another one's
    public String toString() {
        return shown;
    }
}
