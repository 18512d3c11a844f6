package org.mailkeep.report.api.lmtp;

import io.smallrye.mutiny.TimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.mailkeep.report.app.AcceptReport;
import org.mailkeep.report.app.AcceptReport.Acceptance;
import org.mailkeep.report.domain.Arrival.Payload;
import org.mailkeep.report.domain.Arrival.Transport;
import org.mailkeep.report.domain.Body;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.internal.io.DotTerminatedInputStream;
import org.subethamail.smtp.internal.io.DotUnstuffingInputStream;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/**
 * Takes a mail, and answers for every recipient once it is kept (RFC 2033 §4.2). A thread of its own waits for that, so a mail
 * server goes no faster than the mails are kept.
 */
final class LmtpDataCommand extends BaseCommand {

    static final String KEPT = "250 2.0.0 Kept";
    static final String TOO_LARGE = "552 5.3.4 The mail is larger than what is taken";
    static final String LATER = "451 4.3.0 The mail could not be kept; try again later";
    static final String NO_ROOM = "452 4.3.1 Too many mails at once; try again later";

    /** RFC 3463 §3.4: the system does not accept network messages. */
    static final String STOPPING = "4.3.2 The service stops; try again";

    /** For the whole mail, however slowly it drips. */
    private static final Duration MAX_TRANSFER = Duration.ofMinutes(10);

    /** For keeping it; a mail server waits ten minutes (RFC 5321 §4.5.3.2.6). */
    private static final Duration MAX_KEEPING = Duration.ofMinutes(2);

    private static final int PERMIT_BYTES = 1024;
    private static final int BUFFER = 8192;
    private static final int ESTIMATE_SLACK = 65_536;

    private static final Logger LOG = Logger.getLogger(LmtpDataCommand.class);

    private final AcceptReport accept;
    private final int limit;
    private final Semaphore memory;
    private final MailsUnderWay mails;

    /**
     * The command.
     *
     * @param memoryBytes that mails may take together while they are read and kept
     * @param mails hears of every mail
     */
    LmtpDataCommand(AcceptReport accept, int memoryBytes, MailsUnderWay mails) {
        super("DATA", "Following text is collected as the message.");
        this.accept = accept;
        this.mails = mails;
        limit = accept.maxMailBytes();
        memory = new Semaphore(Math.max(memoryBytes, limit) / PERMIT_BYTES + 1);
    }

    @Override
    public void execute(String command, Session session) throws IOException, DropConnectionException {
        if (!session.isMailTransactionInProgress() || session.getRecipientCount() == 0) {
            session.sendResponse("503 5.5.1 First MAIL and RCPT");
            return;
        }
        if (!mails.begin()) {
            throw new DropConnectionException(421, STOPPING);
        }
        try {
            take(session);
        } finally {
            mails.end();
        }
    }

    private void take(Session session) throws IOException, DropConnectionException {
        int size = expected(session.getDeclaredMessageSize());
        int permits = size / PERMIT_BYTES + 1;
        if (!memory.tryAcquire(permits)) {
            session.sendResponse(NO_ROOM);
            session.resetMailTransaction();
            return;
        }
        try {
            session.sendResponse("354 End data with <CR><LF>.<CR><LF>");
            String reply = read(session, size).map(this::keep).orElse(TOO_LARGE);
            for (int i = session.getRecipientCount(); i > 0; i--) {
                session.sendResponse(reply);
            }
        } finally {
            memory.release(permits);
        }
        session.resetMailTransaction();
    }

    /** What is set aside, and taken at most: RFC 1870 §5 has an estimate, whose line ends may count once or twice. */
    private int expected(int announced) {
        return announced > 0 ? (int) Math.min(announced * 5L / 4 + ESTIMATE_SLACK, limit) : limit;
    }

    /** The mail; empty where it is larger than that, after all of it has gone by. */
    private static Optional<Body> read(Session session, int size) throws IOException, DropConnectionException {
        long deadline = System.nanoTime() + MAX_TRANSFER.toNanos();
        InputStream mail = new DotUnstuffingInputStream(new DotTerminatedInputStream(session.getRawInput()));
        var kept = new ByteArrayOutputStream();
        boolean tooLarge = false;
        byte[] buffer = new byte[BUFFER];
        for (int count = mail.read(buffer); count >= 0; count = mail.read(buffer)) {
            tooLarge |= kept.size() + count > size;
            if (!tooLarge) {
                kept.write(buffer, 0, count);
            }
            if (System.nanoTime() > deadline) {
                throw new DropConnectionException(421, "4.4.2 The mail takes too long");
            }
        }
        return tooLarge ? Optional.empty() : Optional.of(Body.of(kept.toByteArray()));
    }

    private String keep(Body mail) {
        try {
            Acceptance acceptance = accept.accept(Transport.LMTP, Payload.MESSAGE, Optional.empty(), mail)
                    .await()
                    .atMost(MAX_KEEPING);
            return switch (acceptance) {
                case Acceptance.Spooled _, Acceptance.Processed _ -> KEPT;
                case Acceptance.TooLarge _ -> TOO_LARGE;
                case Acceptance.NotKept _ -> LATER;
            };
        } catch (TimeoutException _) {
            return LATER;
        } catch (RuntimeException failure) {
            LOG.error("A mail could not be kept; the sender is told to try again", failure);
            return LATER;
        }
    }
}
