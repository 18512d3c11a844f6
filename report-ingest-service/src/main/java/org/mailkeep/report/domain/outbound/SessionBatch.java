package org.mailkeep.report.domain.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sessions that are told together: those to be counted, and how many are not, and why. */
public final class SessionBatch {

    /** Faults of lines that are told; the others are only counted. */
    public static final int MAX_FAULTS = 20;

    private final DayEnd end;
    private final Instant now;
    private final SessionTally tally = new SessionTally();
    private final List<Fault> faults = new ArrayList<>();
    private int lines;
    private int faulty;
    private long counted;
    private long reportOnly;
    private long tooLate;
    private long inFuture;

    public SessionBatch(DayEnd end, Instant now) {
        this.end = end;
        this.now = now;
    }

    /**
     * A line that cannot be read.
     *
     * @param line the first one is 1
     * @param path where in it
     * @param reason repeats nothing of it
     */
    public record Fault(int line, String path, String reason) {}

    /**
     * What came of the lines.
     *
     * @param counted sessions
     * @param reportOnly sessions that are left out, since they carried reports
     * @param tooLate sessions of days whose reports are made
     * @param inFuture sessions that did not take place yet
     * @param faulty lines that cannot be read
     * @param faults the first of them
     */
    public record Summary(
            int lines, long counted, long reportOnly, long tooLate, long inFuture, int faulty, List<Fault> faults) {

        public Summary {
            faults = List.copyOf(faults);
        }
    }

    /** A line that was read. */
    public void add(DeliverySession session) {
        lines++;
        if (session.reportOnly()) {
            reportOnly += session.sessions();
            return;
        }
        switch (end.judge(session.at(), now)) {
            case TOO_LATE -> tooLate += session.sessions();
            case IN_FUTURE -> inFuture += session.sessions();
            case IN_TIME -> {
                counted += session.sessions();
                tally.add(session);
            }
        }
    }

    /** A line that was not. */
    public void addFaulty(String path, String reason) {
        lines++;
        faulty++;
        if (faults.size() < MAX_FAULTS) {
            faults.add(new Fault(lines, path, reason));
        }
    }

    /** What is to be counted. */
    public SessionTally tally() {
        return tally;
    }

    public Summary summary() {
        return new Summary(lines, counted, reportOnly, tooLate, inFuture, faulty, faults);
    }
}
