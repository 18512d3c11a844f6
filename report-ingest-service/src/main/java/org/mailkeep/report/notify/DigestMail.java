package org.mailkeep.report.notify;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.Body;
import org.mailkeep.report.domain.stored.Digest;
import org.mailkeep.report.domain.stored.KeptIncident;

/** The weekly mail, as text and as HTML. */
@ApplicationScoped
public class DigestMail {

    private static final String UTF_8 = "UTF-8";

    private final List<EmailAddress> recipients;
    private final EmailAddress from;

    DigestMail(ReportConfig config) {
        recipients = config.digest().to().orElse(List.of()).stream()
                .map(address -> EmailAddress.of(address.strip()))
                .toList();
        from = EmailAddress.of(config.digest().from());
    }

    public boolean isConfigured() {
        return !recipients.isEmpty();
    }

    public List<EmailAddress> recipients() {
        return recipients;
    }

    public EmailAddress from() {
        return from;
    }

    /** The message for one of them (RFC 2046 §5.1.4: the better form last). */
    public Body write(Digest digest, EmailAddress to, Instant now) {
        try {
            var message = new MimeMessage((Session) null);
            message.setFrom(new InternetAddress(from.toString()));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(to.toString()));
            message.setSubject(subject(digest), UTF_8);
            message.setSentDate(Date.from(now));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setContent(new MimeMultipart(
                    "alternative",
                    part(Templates.digestText(week(digest), lines(digest), matters(digest)), "plain"),
                    part(Templates.digestHtml(week(digest), lines(digest), matters(digest)), "html")));
            message.saveChanges();
            // The library's own would name this machine.
            message.setHeader("Message-ID", "<digest-" + digest.week().monday() + '@' + from.domain() + '>');
            var octets = new ByteArrayOutputStream();
            message.writeTo(octets);
            return Body.of(octets.toByteArray());
        } catch (MessagingException | IOException impossible) {
            throw new IllegalStateException("a message of checked addresses and text can be written", impossible);
        }
    }

    private static MimeBodyPart part(TemplateInstance text, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(text.render(), UTF_8, subtype);
        return part;
    }

    private static String subject(Digest digest) {
        long failed =
                digest.domains().stream().mapToLong(Digest.Sessions::failed).sum();
        return "TLS reports " + week(digest) + ": " + failed + " failed sessions, "
                + digest.incidents().size() + " incidents";
    }

    private static String week(Digest digest) {
        return digest.week().monday() + " to " + digest.week().sunday();
    }

    private static List<Line> lines(Digest digest) {
        return digest.domains().stream()
                .map(one -> new Line(one.domain().value(), one.succeeded(), one.failed()))
                .toList();
    }

    private static List<Matter> matters(Digest digest) {
        return digest.incidents().stream().map(DigestMail::matter).toList();
    }

    private static Matter matter(KeptIncident kept) {
        var incident = kept.incident();
        String host = incident.cluster().mxHost();
        return new Matter(
                incident.cluster().domain().value(),
                printable(host.isEmpty() ? "(no host named)" : host),
                printable(incident.cluster().resultType()),
                incident.life().word(),
                incident.episode().sessions(),
                incident.episode().organizations(),
                incident.acknowledged().isPresent());
    }

    /** Strangers' words: without line ends and other characters that would change what stands around them. */
    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?").toLowerCase(Locale.ROOT);
    }

    record Line(String domain, long succeeded, long failed) {}

    record Matter(
            String domain,
            String host,
            String resultType,
            String state,
            long sessions,
            int organizations,
            boolean acknowledged) {}

    @CheckedTemplate
    static final class Templates {

        static native TemplateInstance digestText(String week, List<Line> domains, List<Matter> incidents);

        static native TemplateInstance digestHtml(String week, List<Line> domains, List<Matter> incidents);

        private Templates() {}
    }
}
