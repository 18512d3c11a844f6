package org.mailkeep.report.api.lmtp;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;
import org.mailkeep.report.app.AcceptReport;
import org.mailkeep.report.app.LmtpSettings;
import org.subethamail.smtp.internal.server.CommandHandler;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Listens for mail servers from the start of the service to its end. The library reads the protocol, one virtual thread for each
 * connection; what LMTP has differently from SMTP is in the commands beside this class.
 */
@ApplicationScoped
class LmtpServer {

    /** Recipients of a mail. Report mail has one; the mail is kept once, however many there are. */
    private static final int RECIPIENTS = 100;

    /** How long mails may take to be read and kept when the service stops. */
    private static final Duration FINISHING = Duration.ofSeconds(8);

    private static final String SOFTWARE = "Mailkeep LMTP";

    private static final Logger LOG = Logger.getLogger(LmtpServer.class);

    private final LmtpSettings settings;
    private final SMTPServer server;
    private final MailsUnderWay mails = new MailsUnderWay();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    LmtpServer(LmtpSettings settings, AcceptReport accept) {
        this.settings = settings;
        server = SMTPServer.port(settings.port())
                .bindAddress(address(settings.host()))
                .hostName("mailkeep")
                .softwareName(SOFTWARE)
                .executorService(threads)
                .maxConnections(settings.connections())
                .connectionTimeoutMs(Math.toIntExact(settings.idleTimeout().toMillis()))
                .maxRecipients(RECIPIENTS)
                .maxMessageSize(accept.maxMailBytes())
                .fromAddressValidator(_ -> true)
                .messageHandlerFactory(_ -> new NoHandler())
                .build();
        CommandHandler commands = server.getCommandHandler();
        commands.addCommand(new LhloCommand());
        commands.addCommand(new LmtpDataCommand(accept, settings.memoryBytes(), mails));
        // RFC 2033 §4.1 forbids HELO and EHLO; nobody logs in, and BDAT would go round what is counted above.
        List.of("HELO", "EHLO", "BDAT", "AUTH", "STARTTLS", "EXPN", "VRFY", "HELP")
                .forEach(verb -> commands.addCommand(new RefusedCommand(verb)));
    }

    /** The port that is listened on, also where a free one was asked for. */
    int port() {
        return server.getPortAllocated();
    }

    void start(@Observes StartupEvent event) {
        try {
            server.start();
        } catch (RuntimeException failed) {
            throw new IllegalStateException(
                    "The LMTP server cannot listen on " + settings.host() + ":" + settings.port()
                            + " (mailkeep.lmtp.host, mailkeep.lmtp.port)",
                    failed);
        }
        LOG.infof("The LMTP server listens on %s:%d", settings.host(), port());
    }

    /** A connection ends after a reply. What is cut off all the same, its sender sends again: it is kept once. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (!mails.finish(FINISHING)) {
            LOG.warn("Mails that were not complete in time are cut off; their senders send them again");
        }
        server.stop();
        threads.shutdownNow();
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("mailkeep.lmtp.host is no address of this machine", unknown);
        }
    }
}
