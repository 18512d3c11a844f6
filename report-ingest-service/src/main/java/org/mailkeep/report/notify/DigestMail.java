package org.mailkeep.report.notify;

import io.quarkus.mailer.MailTemplate.MailTemplateInstance;
import io.quarkus.qute.CheckedTemplate;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.mailkeep.report.config.ReportConfig;
import org.mailkeep.report.domain.stored.Digest;
import org.mailkeep.report.domain.stored.KeptIncident;

/** The weekly mail, as text and as HTML. */
@ApplicationScoped
public class DigestMail {

    private final List<String> recipients;
    private final String from;

    DigestMail(ReportConfig config) {
        recipients = config.digest().to().orElse(List.of()).stream()
                .map(String::strip)
                .toList();
        from = config.digest().from();
    }

    public boolean isConfigured() {
        return !recipients.isEmpty();
    }

    /** Hands it to the relay; fails where that does not take it. */
    public Uni<Void> send(Digest digest) {
        long failed =
                digest.domains().stream().mapToLong(Digest.Sessions::failed).sum();
        return Templates.digest(
                        digest.week().monday().toString(),
                        digest.week().sunday().toString(),
                        digest.domains().stream()
                                .map(one -> new Line(one.domain().value(), one.succeeded(), one.failed()))
                                .toList(),
                        digest.incidents().stream().map(DigestMail::matter).toList())
                .to(recipients.toArray(String[]::new))
                .from(from)
                .subject("TLS reports " + digest.week().monday() + " to "
                        + digest.week().sunday() + ": " + failed + " failed sessions, "
                        + digest.incidents().size() + " incidents")
                .send();
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

        static native MailTemplateInstance digest(String from, String to, List<Line> domains, List<Matter> incidents);

        private Templates() {}
    }
}
