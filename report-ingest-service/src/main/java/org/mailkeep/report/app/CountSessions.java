package org.mailkeep.report.app;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailkeep.platform.store.StoreResult;
import org.mailkeep.report.domain.Reading;
import org.mailkeep.report.domain.outbound.DayEnd;
import org.mailkeep.report.domain.outbound.DeliverySession;
import org.mailkeep.report.domain.outbound.SessionBatch;
import org.mailkeep.report.domain.outbound.SessionReader;
import org.mailkeep.report.events.SessionTopic;
import org.mailkeep.report.intake.SessionLines;
import org.mailkeep.report.store.OutboundSessions;

/** Counts what our mail servers met, as they tell it over HTTP and over Kafka. */
@ApplicationScoped
public class CountSessions {

    /** Octets of a line. */
    public static final int MAX_LINE = SessionLines.MAX_LINE;

    /** Lines of a batch. */
    public static final int MAX_LINES = SessionLines.MAX_LINES;

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final OutboundSessions store;
    private final SessionTopic topic;
    private final SenderSettings settings;
    private final Clock clock;

    CountSessions(OutboundSessions store, SessionTopic topic, SenderSettings settings, Clock clock) {
        this.store = store;
        this.topic = topic;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of a batch. */
    public sealed interface Counting {

        /** It is counted, in one transaction. */
        record Counted(SessionBatch.Summary summary) implements Counting {}

        /** It was counted before. */
        record Known() implements Counting {}

        /** A line of it, or all of it, is too long. */
        record TooLong(int line) implements Counting {}

        /** The sender took too long, or broke off. */
        record TooSlow() implements Counting {}

        /** PostgreSQL does not answer. */
        record Unavailable() implements Counting {}
    }

    void start(@Observes StartupEvent event) {
        topic.follow(this::countEvents);
    }

    /**
     * Counts a batch of lines. Blocks while it is read.
     *
     * @param id of the batch; without one, the same octets are the same batch
     */
    public Uni<Counting> count(InputStream lines, Optional<String> id) {
        Instant begin = clock.instant();
        var batch = new SessionBatch(settings.dayEnd(), begin);
        try {
            return switch (SessionLines.read(lines, batch)) {
                case SessionLines.Outcome.TooLong(int line) -> Uni.createFrom().item(new Counting.TooLong(line));
                case SessionLines.Outcome.Read(String hash) ->
                    clock.instant().isAfter(begin.plus(DayEnd.BATCH))
                            ? Uni.createFrom().item(new Counting.TooSlow())
                            : count(id.map("id "::concat).orElse("sha256 " + hash), batch, begin);
            };
        } catch (IOException _) {
            return Uni.createFrom().item(new Counting.TooSlow());
        }
    }

    private Uni<Counting> count(String id, SessionBatch batch, Instant now) {
        return store.add(id, batch.tally(), settings.dayEnd(), now).map(result -> switch (result) {
            case StoreResult.Done<Boolean>(Boolean fresh) ->
                fresh ? new Counting.Counted(batch.summary()) : new Counting.Known();
            case StoreResult.Unavailable<Boolean> _ -> new Counting.Unavailable();
        });
    }

    /** The positions of those that are no outcomes, once the others are counted. */
    private Uni<List<Integer>> countEvents(List<String> bodies) {
        Instant now = clock.instant();
        Map<String, DeliverySession> sessions = new LinkedHashMap<>();
        List<Integer> faulty = new ArrayList<>();
        for (int i = 0; i < bodies.size(); i++) {
            switch (SessionLines.readEvent(bodies.get(i))) {
                case Reading.Read<SessionReader.Identified>(SessionReader.Identified event) -> {
                    if (isCounted(event.session(), now)) {
                        sessions.put("event " + event.id(), event.session());
                    }
                }
                case Reading.Refused<SessionReader.Identified> _ -> faulty.add(i);
            }
        }
        return (sessions.isEmpty() ? Uni.createFrom().voidItem() : keep(sessions, now)).replaceWith(faulty);
    }

    private boolean isCounted(DeliverySession session, Instant now) {
        return !session.reportOnly()
                && switch (settings.dayEnd().judge(session.at(), now)) {
                    case IN_TIME -> true;
                    case TOO_LATE, IN_FUTURE -> false;
                };
    }

    /** Until it works: nothing more is read from Kafka meanwhile. */
    private Uni<Void> keep(Map<String, DeliverySession> sessions, Instant now) {
        return store.add(sessions, settings.dayEnd(), now).flatMap(result -> switch (result) {
            case StoreResult.Done<Integer> _ -> Uni.createFrom().voidItem();
            case StoreResult.Unavailable<Integer> away ->
                away.mayReturn()
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(PAUSE)
                                .flatMap(_ -> keep(sessions, now))
                        : Uni.createFrom().voidItem();
        });
    }
}
