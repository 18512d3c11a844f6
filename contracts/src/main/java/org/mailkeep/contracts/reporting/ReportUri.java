package org.mailkeep.contracts.reporting;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;

/** One URI that asks for reports. The text is a stranger's: to be escaped wherever it is shown. */
public sealed interface ReportUri {

    /** More URIs of one tag are not read; RFC 9989 §11.6 lets report senders set a limit. */
    int MAX_URIS = 16;

    /** The URI as it stands in the record. */
    String text();

    /** A mailbox. */
    record Mail(String text, EmailAddress address) implements ReportUri {}

    /** A web host that takes reports by POST. */
    record Https(String text, DomainName host) implements ReportUri {}

    /** A URI of a scheme that reports are not sent by. */
    record Other(String text, String scheme) implements ReportUri {}

    /**
     * No URI (RFC 3986), or one that leads nowhere.
     *
     * @param why a sentence for people, without text from the record
     */
    record Invalid(String text, String why) implements ReportUri {}

    /** Reads one URI, without white space around it. */
    static ReportUri of(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException _) {
            return new Invalid(text, "it is no URI");
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "" -> new Invalid(text, "it has no scheme, such as mailto:");
            case "mailto" -> mail(text, uri);
            case "https" -> https(text, uri);
            default -> new Other(text, scheme);
        };
    }

    /** Reads a list whose elements are separated by commas; elements beyond {@value #MAX_URIS} are left out. */
    static List<ReportUri> listOf(String text) {
        List<ReportUri> uris = new ArrayList<>();
        int start = 0;
        while (start <= text.length() && uris.size() < MAX_URIS) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            uris.add(of(text.substring(start, end).strip()));
            start = end + 1;
        }
        return List.copyOf(uris);
    }

    /** Whether a report can be sent there. */
    default boolean usable() {
        return receiver().isPresent();
    }

    /** The host that takes the reports; empty where none can be sent. */
    default Optional<DomainName> receiver() {
        return switch (this) {
            case Mail mail -> Optional.of(mail.address().domain());
            case Https https -> Optional.of(https.host());
            case Other _, Invalid _ -> Optional.empty();
        };
    }

    private static ReportUri mail(String text, URI uri) {
        String target = Optional.ofNullable(uri.getSchemeSpecificPart()).orElse("");
        int query = target.indexOf('?');
        return EmailAddress.parse(query < 0 ? target : target.substring(0, query))
                .<ReportUri>map(address -> new Mail(text, address))
                .orElseGet(() -> new Invalid(text, "mailto: is not followed by one address"));
    }

    private static ReportUri https(String text, URI uri) {
        return Optional.ofNullable(uri.getHost())
                .flatMap(DomainName::parse)
                .<ReportUri>map(host -> new Https(text, host))
                .orElseGet(() -> new Invalid(text, "https: is not followed by a host name"));
    }
}
