package org.mailkeep.report.deliver;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressSucceededException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.platform.config.SecretFile;
import org.mailkeep.platform.net.TrustedAuthorities;
import org.mailkeep.report.config.RelayConfig;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.outbound.Attempt;

/**
 * Hands mail to the configured relay, octet for octet as it is given: it may be signed. The library blocks, so it has threads
 * of its own.
 */
@ApplicationScoped
public class MailRelay {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int THREADS = 2;
    private static final int QUEUE = 64;
    private static final int PERMANENT = 500;

    private final RelayConfig config;
    private final Properties properties;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("mail-relay-", 0).daemon().factory());

    MailRelay(ReportConfig config, TrustedAuthorities authorities) {
        this.config = config.relay();
        properties = properties(this.config, authorities);
    }

    /** Whether there is one. */
    public boolean isConfigured() {
        return config.host().isPresent();
    }

    /** Hands a message over. The Uni never fails; it goes on on a thread of the relay's. */
    public Uni<Attempt> send(EmailAddress from, EmailAddress to, Body message) {
        return Uni.createFrom().emitter(emitter -> {
            try {
                threads.execute(() -> emitter.complete(sendBlocking(from, to, message)));
            } catch (RejectedExecutionException _) {
                emitter.complete(failed("too many mails wait for the relay"));
            }
        });
    }

    private Attempt sendBlocking(EmailAddress from, EmailAddress to, Body message) {
        if (!isAscii(to.toString())) {
            return new Attempt.Refused(Optional.empty(), "the address needs SMTPUTF8 (RFC 6531), which is not offered");
        }
        var own = new Properties();
        own.putAll(properties);
        own.setProperty("mail.smtp.from", from.toString());
        Session session = Session.getInstance(own);
        try (var transport = (SMTPTransport) session.getTransport("smtp")) {
            transport.setReportSuccess(false);
            transport.connect(
                    config.user().orElse(null),
                    config.passwordFile()
                            .map(file -> SecretFile.read("mailkeep.report.relay.password-file", file))
                            .orElse(null));
            transport.sendMessage(
                    new MimeMessage(session, message.stream()), new Address[] {new InternetAddress(to.toString())});
            return new Attempt.Taken(transport.getLastReturnCode(), Replies.line(transport.getLastServerResponse()));
        } catch (MessagingException failure) {
            return attempt(failure);
        } catch (RuntimeException failure) {
            return failed("the mail could not be handed over: " + Replies.line(String.valueOf(failure.getMessage())));
        }
    }

    /** The reply of the server is in one of the exceptions that are chained. */
    private static Attempt attempt(MessagingException failure) {
        int depth = 0;
        for (Exception cause = failure; cause != null && depth < 10; depth++) {
            int code = code(cause);
            if (code > 0) {
                String reply = Replies.line(String.valueOf(cause.getMessage()));
                return code >= PERMANENT
                        ? new Attempt.Refused(Optional.of(code), reply)
                        : new Attempt.Failed(Optional.of(code), reply, Optional.empty());
            }
            cause = cause instanceof MessagingException chained ? chained.getNextException() : null;
        }
        return failed("the relay: " + Replies.line(String.valueOf(failure.getMessage())));
    }

    private static int code(Exception cause) {
        return switch (cause) {
            case SMTPAddressFailedException recipient -> recipient.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            // Its own reply is that to the last command, which is not the one that failed where there are others.
            case SMTPSendFailedException last when !hasAddressFailure(last) -> last.getReturnCode();
            default -> 0;
        };
    }

    private static boolean hasAddressFailure(SendFailedException failure) {
        return failure.getNextException() instanceof SMTPAddressFailedException
                || failure.getNextException() instanceof SMTPAddressSucceededException;
    }

    private static Attempt failed(String why) {
        return new Attempt.Failed(Optional.empty(), why, Optional.empty());
    }

    private static Properties properties(RelayConfig config, TrustedAuthorities authorities) {
        var properties = new Properties();
        String limit = Long.toString(LIMIT.toMillis());
        properties.setProperty("mail.smtp.host", config.host().orElse(""));
        properties.setProperty("mail.smtp.port", Integer.toString(config.port()));
        properties.setProperty("mail.smtp.connectiontimeout", limit);
        properties.setProperty("mail.smtp.timeout", limit);
        properties.setProperty("mail.smtp.writetimeout", limit);
        properties.setProperty("mail.smtp.auth", Boolean.toString(config.user().isPresent()));
        switch (config.tls()) {
            case NONE -> properties.setProperty("mail.smtp.starttls.enable", "false");
            case OPPORTUNISTIC -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.ssl.trust", "*");
                properties.setProperty("mail.smtp.ssl.checkserveridentity", "false");
            }
            case REQUIRED -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
                properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
                properties.put("mail.smtp.ssl.socketFactory", sockets(authorities));
            }
        }
        return properties;
    }

    private static SSLSocketFactory sockets(TrustedAuthorities authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, authorities.trust().getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has TLS", impossible);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
