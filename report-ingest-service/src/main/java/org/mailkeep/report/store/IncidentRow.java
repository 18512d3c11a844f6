package org.mailkeep.report.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.incident.Closing;
import org.mailkeep.report.domain.incident.Cluster;
import org.mailkeep.report.domain.incident.Episode;
import org.mailkeep.report.domain.incident.Incident;
import org.mailkeep.report.domain.incident.Incident.Acknowledgement;
import org.mailkeep.report.domain.incident.Life;

/** A row of {@code incident}. */
@Entity
@Table(name = "incident")
class IncidentRow {

    /** The states, as they are stored. */
    enum State {
        OPEN,
        CONFIRMED,
        NOT_REPRODUCIBLE,
        FIXED,
        CLOSED
    }

    @Id
    UUID id;

    @Column(name = "domain")
    String domain;

    @Column(name = "mx_host")
    String mxHost;

    @Column(name = "result_type")
    String resultType;

    @Column(name = "first_day")
    LocalDate firstDay;

    @Column(name = "last_day")
    LocalDate lastDay;

    @Column(name = "first_seen")
    Instant firstSeen;

    @Column(name = "onset_by")
    Instant onsetBy;

    @Column(name = "last_seen")
    Instant lastSeen;

    @Column(name = "sessions")
    long sessions;

    @Column(name = "organizations")
    int organizations;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    State state;

    @Column(name = "state_at")
    @Nullable Instant stateAt;

    @Column(name = "why")
    @Nullable String why;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "judged_at")
    @Nullable Instant judgedAt;

    @Column(name = "noted_at")
    @Nullable Instant notedAt;

    @Column(name = "noted_by")
    @Nullable String notedBy;

    @Column(name = "note")
    @Nullable String note;

    @Column(name = "merged_into")
    @Nullable UUID mergedInto;

    static IncidentRow of(Incident incident) {
        var row = new IncidentRow();
        row.id = incident.id();
        row.take(incident);
        return row;
    }

    void take(Incident incident) {
        domain = incident.cluster().domain().value();
        mxHost = incident.cluster().mxHost();
        resultType = incident.cluster().resultType();
        firstDay = incident.episode().firstDay();
        lastDay = incident.episode().lastDay();
        firstSeen = incident.episode().firstSeen();
        onsetBy = incident.episode().onsetBy();
        lastSeen = incident.episode().lastSeen();
        sessions = incident.episode().sessions();
        organizations = incident.episode().organizations();
        openedAt = incident.openedAt();
        judgedAt = incident.judgedAt().orElse(null);
        notedAt = incident.acknowledged().map(Acknowledgement::at).orElse(null);
        notedBy = incident.acknowledged().map(Acknowledgement::by).orElse(null);
        note = incident.acknowledged().map(Acknowledgement::note).orElse(null);
        mergedInto = incident.mergedInto().orElse(null);
        take(incident.life());
    }

    private void take(Life life) {
        switch (life) {
            case Life.Open() -> life(State.OPEN, null, null);
            case Life.Confirmed(Instant at, String seen) -> life(State.CONFIRMED, at, seen);
            case Life.NotReproducible(Instant at) -> life(State.NOT_REPRODUCIBLE, at, null);
            case Life.Fixed(Instant at) -> life(State.FIXED, at, null);
            case Life.Closed(Instant at, Closing reason) -> life(State.CLOSED, at, reason.name());
        }
    }

    private void life(State newState, @Nullable Instant at, @Nullable String reason) {
        state = newState;
        stateAt = at;
        why = reason;
    }

    Incident value() {
        return new Incident(
                id,
                new Cluster(new DomainName(domain), mxHost, resultType),
                new Episode(firstDay, lastDay, firstSeen, onsetBy, lastSeen, sessions, organizations),
                life(),
                openedAt,
                Optional.ofNullable(judgedAt),
                Optional.ofNullable(notedAt)
                        .map(at -> new Acknowledgement(
                                at, Objects.requireNonNullElse(notedBy, ""), Objects.requireNonNullElse(note, ""))),
                Optional.ofNullable(mergedInto));
    }

    private Life life() {
        return switch (state) {
            case OPEN -> new Life.Open();
            case CONFIRMED -> new Life.Confirmed(since(), Objects.requireNonNullElse(why, ""));
            case NOT_REPRODUCIBLE -> new Life.NotReproducible(since());
            case FIXED -> new Life.Fixed(since());
            case CLOSED -> new Life.Closed(since(), Closing.valueOf(Objects.requireNonNull(why)));
        };
    }

    private Instant since() {
        return Objects.requireNonNull(stateAt);
    }
}
