package org.mailkeep.keydir.domain.publishing;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Whether a key is served for an address. */
public sealed interface Verdict {

    /**
     * It is.
     *
     * @param until when that ends by time alone, if it does
     */
    record Published(Optional<Instant> until, Set<Warning> warnings) implements Verdict {
        public Published {
            warnings = Set.copyOf(warnings);
        }
    }

    /** It is not. */
    record Withheld(Withholding why) implements Verdict {}
}
