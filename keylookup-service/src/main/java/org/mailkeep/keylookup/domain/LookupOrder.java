package org.mailkeep.keylookup.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked for the key of an address, in which order, and when the search ends.
 *
 * <p>Our own directory first; for a domain that is ours it has the last word. Then the domain's Web Key Directory, by the
 * advanced method; by the direct one only where the host of the advanced one does not exist (draft-koch-openpgp-webkey-service
 * §3.1). Only when the directory says that it has no key are keyservers asked. Its failing says nothing: who can make it fail
 * must not be able to choose where the key comes from.
 *
 * @param keydir whether there is a directory of our own
 * @param keyservers how many there are
 */
public record LookupOrder(boolean keydir, int keyservers) {

    /** A question that was asked, and what came of it. */
    public record Taken(Step step, StepOutcome outcome) {}

    /** What to do next. */
    public sealed interface Next {

        /** Ask this. */
        record Ask(Step step) implements Next {}

        /** The key is found. */
        record Found(Source source, Finding finding) implements Next {}

        /** Everybody who is to be asked has no key. */
        record NotFound() implements Next {}

        /**
         * It cannot be told now whether there is a key.
         *
         * @param why what failed
         * @param retryAt before which asking again is of no use, if that is known
         */
        record TempFail(String why, Optional<Instant> retryAt) implements Next {}
    }

    /** What follows from the questions asked so far, in their order. */
    public Next next(List<Taken> taken) {
        if (taken.isEmpty()) {
            return new Next.Ask(Step.to(keydir ? Source.KEYDIR : Source.WKD_ADVANCED));
        }
        Taken last = taken.getLast();
        return switch (last.outcome) {
            case StepOutcome.KeyFound(Finding finding) -> new Next.Found(last.step.source(), finding);
            case StepOutcome.NoKey _ ->
                last.step.source() == Source.KEYDIR ? new Next.NotFound() : afterNo(last, taken);
            case StepOutcome.NotResponsible _ -> afterAbsence(last, taken);
            case StepOutcome.Refused(Refusal refusal) ->
                afterFailure(last, taken, refusal.sentence(), Optional.empty());
            case StepOutcome.Failed(String why, Optional<Instant> retryAt) -> afterFailure(last, taken, why, retryAt);
        };
    }

    private Next afterNo(Taken last, List<Taken> taken) {
        return last.step.source() == Source.VKS ? keyserver(last.step.server() + 1, taken) : keyserver(0, taken);
    }

    private Next afterAbsence(Taken last, List<Taken> taken) {
        return switch (last.step.source()) {
            case KEYDIR -> new Next.Ask(Step.to(Source.WKD_ADVANCED));
            case WKD_ADVANCED -> new Next.Ask(Step.to(Source.WKD_DIRECT));
            case WKD_DIRECT, VKS -> afterNo(last, taken);
        };
    }

    /** One keyserver is as good as another; a domain's directory has no substitute. */
    private Next afterFailure(Taken last, List<Taken> taken, String why, Optional<Instant> retryAt) {
        return last.step.source() == Source.VKS
                ? keyserver(last.step.server() + 1, taken)
                : new Next.TempFail(why, retryAt);
    }

    private Next keyserver(int server, List<Taken> taken) {
        if (server < keyservers) {
            return new Next.Ask(new Step(Source.VKS, server));
        }
        return taken.stream()
                .filter(step -> step.step.source() == Source.VKS)
                .map(Taken::outcome)
                .<Next>mapMulti((outcome, failures) -> {
                    if (outcome instanceof StepOutcome.Failed(String why, Optional<Instant> retryAt)) {
                        failures.accept(new Next.TempFail(why, retryAt));
                    } else if (outcome instanceof StepOutcome.Refused(Refusal refusal)) {
                        failures.accept(new Next.TempFail(refusal.sentence(), Optional.empty()));
                    }
                })
                .findFirst()
                .orElseGet(Next.NotFound::new);
    }
}
