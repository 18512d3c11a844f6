package org.mailkeep.keylookup.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keylookup.domain.LookupOrder;
import org.mailkeep.keylookup.domain.LookupOrder.Next;
import org.mailkeep.keylookup.domain.LookupOrder.Taken;
import org.mailkeep.keylookup.domain.Step;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.keylookup.domain.TraceStep;
import org.mailkeep.keylookup.lookup.KeydirClient;
import org.mailkeep.keylookup.lookup.VksClient;
import org.mailkeep.keylookup.lookup.WkdClient;

/** Asks for the key of an address, one after the other, as the order of lookup says. */
@ApplicationScoped
class Search {

    private final KeydirClient keydir;
    private final WkdClient wkd;
    private final VksClient vks;
    private final Clock clock;
    private final LookupOrder order;

    Search(KeydirClient keydir, WkdClient wkd, VksClient vks, Clock clock) {
        this.keydir = keydir;
        this.wkd = wkd;
        this.vks = vks;
        this.clock = clock;
        order = new LookupOrder(keydir.isConfigured(), vks.count());
    }

    /**
     * What a search came to.
     *
     * @param end anything but a further question
     */
    record Outcome(Next end, List<TraceStep> trace) {}

    Uni<Outcome> run(EmailAddress email) {
        return go(email, List.of(), List.of());
    }

    private Uni<Outcome> go(EmailAddress email, List<Taken> taken, List<TraceStep> trace) {
        Next next = order.next(taken);
        if (!(next instanceof Next.Ask(Step step))) {
            return Uni.createFrom().item(new Outcome(next, trace));
        }
        Instant begun = clock.instant();
        return ask(step, email).chain(outcome -> {
            var took = Duration.between(begun, clock.instant());
            var traced = new TraceStep(step.source(), peer(step, email), outcome.word(), outcome.detail(), begun, took);
            return go(email, with(taken, new Taken(step, outcome)), with(trace, traced));
        });
    }

    private Uni<StepOutcome> ask(Step step, EmailAddress email) {
        return switch (step.source()) {
            case KEYDIR -> keydir.ask(email);
            case WKD_ADVANCED -> wkd.advanced(email);
            case WKD_DIRECT -> wkd.direct(email);
            case VKS -> vks.byEmail(step.server(), email);
        };
    }

    private String peer(Step step, EmailAddress email) {
        return switch (step.source()) {
            case KEYDIR -> keydir.host();
            case WKD_ADVANCED -> "openpgpkey." + email.domain();
            case WKD_DIRECT -> email.domain().value();
            case VKS -> vks.host(step.server());
        };
    }

    private static <T> List<T> with(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
