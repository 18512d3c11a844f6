package org.mailkeep.report.domain.incident;

import java.time.Instant;

/** Where an incident stands. Reports open it, probes judge it, and time closes it. */
public sealed interface Life {

    /** For machines. */
    String word();

    /** Reported, and no probe says anything yet. */
    record Open() implements Life {
        @Override
        public String word() {
            return "open";
        }
    }

    /**
     * A probe sees a failure at the host, too.
     *
     * @param at when one saw it first
     * @param why what the last one saw, in a sentence
     */
    record Confirmed(Instant at, String why) implements Life {
        @Override
        public String word() {
            return "confirmed";
        }
    }

    /**
     * Probes see no failure, and none ever did.
     *
     * @param at when one looked first
     */
    record NotReproducible(Instant at) implements Life {
        @Override
        public String word() {
            return "not-reproducible";
        }
    }

    /**
     * It was confirmed, and a later probe sees no failure any longer.
     *
     * @param at when one saw none first
     */
    record Fixed(Instant at) implements Life {
        @Override
        public String word() {
            return "fixed";
        }
    }

    /** It is over, at {@code at}. */
    record Closed(Instant at, Closing why) implements Life {
        @Override
        public String word() {
            return "closed";
        }
    }

    /** What becomes of it by a verdict that is later than those before. Equal to this where nothing does. */
    default Life after(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Inconclusive _ -> this;
            case Verdict.Failing(Instant at, String why) ->
                switch (this) {
                    case Open _, NotReproducible _, Fixed _ -> new Confirmed(at, why);
                    case Confirmed confirmed -> new Confirmed(confirmed.at, why);
                    case Closed closed -> closed;
                };
            case Verdict.Passing(Instant at) ->
                switch (this) {
                    case Open _ -> new NotReproducible(at);
                    case Confirmed _ -> new Fixed(at);
                    case NotReproducible _, Fixed _, Closed _ -> this;
                };
        };
    }
}
