package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.Optional;

/** What came of one question of a lookup. The reasons are sentences of ours, safe to show. */
public sealed interface StepOutcome {

    /** A certificate for the address. The search ends. */
    record KeyFound(Finding finding) implements StepOutcome {}

    /** The source was reached, is responsible, and says that it has no key for the address. */
    record NoKey(String why) implements StepOutcome {}

    /** The source is not there for this address, and that is certain: the next one is asked. */
    record NotResponsible(String why) implements StepOutcome {}

    /** The source answered with something that is no key for the address. That is an error, not a "no". */
    record Refused(Refusal refusal) implements StepOutcome {}

    /**
     * The source could not be asked, or broke down. Nothing follows about the key.
     *
     * @param retryAt before which it does not want to be asked again, if it said so
     */
    record Failed(String why, Optional<Instant> retryAt) implements StepOutcome {

        /** As often: it did not say when. */
        public Failed(String why) {
            this(why, Optional.empty());
        }
    }

    /** One word for it. */
    default String word() {
        return switch (this) {
            case KeyFound _ -> "found";
            case NoKey _ -> "no-key";
            case NotResponsible _ -> "not-responsible";
            case Refused _ -> "refused";
            case Failed _ -> "failed";
        };
    }

    /** A sentence that explains it. */
    default String detail() {
        return switch (this) {
            case KeyFound(Finding finding) ->
                "certificate " + finding.certificate().fingerprint();
            case NoKey(String why) -> why;
            case NotResponsible(String why) -> why;
            case Refused(Refusal refusal) -> refusal.sentence();
            case Failed(String why, Optional<Instant> retryAt) -> why;
        };
    }
}
