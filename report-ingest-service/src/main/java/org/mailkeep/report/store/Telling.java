package org.mailkeep.report.store;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Source;

/**
 * What others are told of incidents, in the transaction that changes these.
 *
 * @param changed events of a change
 * @param webhook the body of a webhook call for a change; empty where none is to be made
 * @param failure the event that has policy-service look at the domain, from a report that tells of the incident
 * @param recheck the same for reports of unknown senders
 */
public record Telling(
        Function<Change, List<Outbox.Message>> changed,
        Function<Change, Optional<WebhookCall>> webhook,
        BiFunction<Incident, Source, Outbox.Message> failure,
        Function<DomainName, Outbox.Message> recheck) {

    /**
     * A webhook call that is to be made.
     *
     * @param type for example {@code incident.opened}
     * @param body JSON
     */
    public record WebhookCall(String type, String body) {}
}
