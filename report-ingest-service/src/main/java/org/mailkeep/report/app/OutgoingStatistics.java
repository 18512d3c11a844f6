package org.mailkeep.report.app;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.mailkeep.report.domain.outbound.Attempt;

/** Counts what becomes of what this replica sends to others. */
@ApplicationScoped
public class OutgoingStatistics {

    private final Map<What, Map<Outcome, LongAdder>> counts = new EnumMap<>(What.class);

    OutgoingStatistics() {
        for (What what : What.values()) {
            Map<Outcome, LongAdder> each = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                each.put(outcome, new LongAdder());
            }
            counts.put(what, each);
        }
    }

    /** What is sent. */
    public enum What {
        REPORT_BY_HTTPS,
        REPORT_BY_MAIL,
        DIGEST
    }

    /** What became of an attempt. */
    public enum Outcome {
        TAKEN,
        /** The receiver does not want it, now or later. */
        REFUSED,
        /** It is tried again. */
        FAILED,
        /** It failed, and was the last attempt. */
        GIVEN_UP
    }

    /** How many attempts came to this since the start. */
    public long count(What what, Outcome outcome) {
        return counter(what, outcome).sum();
    }

    /** An attempt after which another one may follow. */
    void add(What what, Attempt attempt) {
        add(
                what,
                switch (attempt) {
                    case Attempt.Taken _ -> Outcome.TAKEN;
                    case Attempt.Refused _ -> Outcome.REFUSED;
                    case Attempt.Failed _ -> Outcome.FAILED;
                });
    }

    void add(What what, Outcome outcome) {
        counter(what, outcome).increment();
    }

    private LongAdder counter(What what, Outcome outcome) {
        return Objects.requireNonNull(Objects.requireNonNull(counts.get(what)).get(outcome));
    }
}
