package org.mailkeep.policy.domain.postfix;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.DomainName;

/**
 * What Postfix asks about: the next hop as it is written in its configuration or in the mail's address.
 *
 * <p>{@code example.com} and {@code example.com:587} are a domain; {@code [mx.example]} and {@code [mx.example]:587}
 * are one host, whose MX records are not looked up. Upper case, U-labels and a trailing dot are accepted.
 */
public sealed interface LookupKey {

    /** The port that mail is handed over to (RFC 5321 §4.5.4.2 by IANA's registration). */
    int SMTP_PORT = 25;

    /** A mail domain. */
    record Domain(DomainName name) implements LookupKey {}

    /**
     * One host, addressed directly.
     *
     * @param port where TLSA records are looked up for (RFC 7672 §2.2.3)
     */
    record Host(DomainName name, int port) implements LookupKey {}

    /**
     * A key that no policy can exist for: a parent ({@code .example.com}), an address literal, a port that is none, or
     * no name at all. The answer is "not found", since Postfix tries such keys as a matter of course.
     */
    record Other() implements LookupKey {}

    /** Reads any text; never throws. */
    static LookupKey of(String text) {
        if (text.startsWith(".")) {
            return new Other();
        }
        if (text.startsWith("[")) {
            Matcher host = Syntax.HOST.matcher(text);
            return host.matches()
                    ? port(host.group(2))
                            .flatMap(port ->
                                    DomainName.parse(host.group(1)).<LookupKey>map(name -> new Host(name, port)))
                            .orElseGet(Other::new)
                    : new Other();
        }
        // Nearly every key is a bare name, and mail servers ask often.
        if (text.indexOf(':') < 0) {
            return domain(text);
        }
        Matcher domain = Syntax.DOMAIN.matcher(text);
        return domain.matches() && port(domain.group(2)).isPresent() ? domain(domain.group(1)) : new Other();
    }

    private static LookupKey domain(String text) {
        return DomainName.parse(text).<LookupKey>map(Domain::new).orElseGet(Other::new);
    }

    private static Optional<Integer> port(@Nullable String service) {
        if (service == null) {
            return Optional.of(SMTP_PORT);
        }
        if (!Character.isDigit(service.charAt(0))) {
            return Optional.ofNullable(Syntax.SERVICES.get(service.toLowerCase(Locale.ROOT)));
        }
        int port = Integer.parseInt(service);
        return port > 0 && port < 1 << Short.SIZE ? Optional.of(port) : Optional.empty();
    }

    /** The forms of {@code smtp_tls_policy_maps} keys. */
    final class Syntax {
        private static final String PORT = "(?::([0-9]{1,5}|[A-Za-z]{1,15}))?";
        private static final Pattern HOST = Pattern.compile("\\[([^\\[\\]:]+)]" + PORT);
        private static final Pattern DOMAIN = Pattern.compile("([^\\[\\]:]+)" + PORT);

        /** The names by which Postfix can be given a mail port (IANA's registry, and the old "smtps"). */
        private static final Map<String, Integer> SERVICES =
                Map.of("smtp", SMTP_PORT, "submission", 587, "submissions", 465, "smtps", 465);

        private Syntax() {}
    }
}
