package org.mailkeep.report.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.IncidentClosed;
import org.mailkeep.contracts.IncidentOpened;
import org.mailkeep.contracts.PostureChanged;
import org.mailkeep.contracts.RecheckRequested;
import org.mailkeep.contracts.TlsFailureObserved;
import org.mailkeep.contracts.TlsPolicyEvent;
import org.mailkeep.platform.events.EventJson;
import org.mailkeep.platform.store.Outbox;
import org.mailkeep.report.domain.incident.Change;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.DomainChange;
import org.mailkeep.report.domain.incident.DomainChange.Kind;
import org.mailkeep.report.domain.incident.Episode;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Life;
import org.mailkeep.report.domain.incident.Source;
import org.mailkeep.report.domain.incident.Verdict;

/** Every event about incidents is what its schema promises, and so is what is read of others'. */
class IncidentEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.5Z");
    private static final DomainName DOMAIN = new DomainName("a.example");
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");
    private static final Incident INCIDENT = Incident.open(
            new UUID(1, 2),
            new Cluster(DOMAIN, "mx1.a.example", "certificate-expired"),
            new Episode(DAY, DAY, NOW, NOW, NOW, 3, 2),
            NOW);

    @Test
    void openedAndClosed() {
        for (Closing why : Closing.values()) {
            fits(IncidentClosed.TYPE, changed(new Change.Closed(INCIDENT.with(new Life.Closed(NOW, why)))));
        }
        fits(IncidentOpened.TYPE, changed(new Change.Opened(INCIDENT)));
        Outbox.Message again = changed(new Change.Reopened(INCIDENT));
        fits(IncidentOpened.TYPE, again);
        assertThat(EventJson.read(again.payload(), IncidentOpened.class))
                .hasValueSatisfying(event -> assertThat(event.again()).isTrue());
        assertThat(IncidentEvents.changed(new Change.Grown(INCIDENT), NOW)).isEmpty();
    }

    @Test
    void failuresAndRechecks() {
        fits(
                TlsFailureObserved.TYPE,
                IncidentEvents.failure(INCIDENT, new Source("X".repeat(5000), "y".repeat(5000), NOW, NOW), NOW));
        fits(RecheckRequested.TYPE, IncidentEvents.recheck(DOMAIN, NOW));
    }

    @Test
    void webhooksAreCalledWhenItIsOpenedConfirmedOrClosed() {
        Incident confirmed = INCIDENT.after(new Verdict.Failing(NOW, "tlsa-invalid: seen"));
        assertThat(IncidentEvents.webhook(new Change.Judged(confirmed), NOW)).hasValueSatisfying(call -> {
            assertThat(call.type()).isEqualTo("incident.confirmed");
            assertThat(call.json())
                    .contains("\"state\":\"confirmed\"", "tlsa-invalid: seen", "\"timestamp\":\"2026-11-23T10:00:00");
        });
        assertThat(IncidentEvents.webhook(new Change.Opened(INCIDENT), NOW)).isPresent();
        assertThat(IncidentEvents.webhook(new Change.Closed(INCIDENT.with(new Life.Closed(NOW, Closing.SILENCE))), NOW))
                .isPresent();
        assertThat(IncidentEvents.webhook(new Change.Grown(INCIDENT), NOW)).isEmpty();
        assertThat(IncidentEvents.webhook(new Change.Judged(INCIDENT.after(new Verdict.Passing(NOW))), NOW))
                .isEmpty();
    }

    @Test
    void whatPolicyServiceTellsIsRead() {
        var posture = new PostureChanged(
                DOMAIN,
                true,
                "fail",
                List.of(new PostureChanged.Check("tlsa", "mx1.a.example", "pass", "fail", "seen", "mend")),
                NOW);
        assertThat(PostureTopic.postureNews(PostureChanged.DEGRADED, EventJson.write(posture)))
                .contains(new PostureTopic.News.Changes(
                        DOMAIN,
                        List.of(new DomainChange(
                                Kind.POSTURE, "mx1.a.example", "tlsa: pass", "tlsa: fail", NOW, NOW))));
        var policy = new TlsPolicyEvent.Changed(DOMAIN, 3, "id-changed", NOW, "sts", "OK secure");
        assertThat(PostureTopic.policyNews(TlsPolicyEvent.Changed.TYPE, EventJson.write(policy)))
                .contains(new PostureTopic.News.Changes(
                        DOMAIN, List.of(new DomainChange(Kind.POLICY, "a.example", "id-changed", "sts", NOW, NOW))));
        assertThat(PostureTopic.postureNews("rollover.advanced", "{}")).contains(new PostureTopic.News.Other());
        assertThat(PostureTopic.postureNews(PostureChanged.DEGRADED, "{}")).isEqualTo(Optional.empty());
    }

    private static Outbox.Message changed(Change change) {
        return IncidentEvents.changed(change, NOW).getFirst();
    }

    private static void fits(String type, Outbox.Message message) {
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.key()).isEqualTo("a.example");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                Objects.requireNonNull(
                                        IncidentOpened.class.getResourceAsStream("/schemas/" + type + ".json")),
                                InputFormat.JSON)
                        .validate(
                                message.payload(),
                                InputFormat.JSON,
                                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .isEmpty();
    }
}
