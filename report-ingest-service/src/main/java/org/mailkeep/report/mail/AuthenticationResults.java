package org.mailkeep.report.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.report.domain.mail.Claim;
import org.mailkeep.report.domain.mail.Proof.Signer;

/**
 * What a mail server before this one says about a mail (RFC 8601), where its word is taken. Anybody can write such a field: those
 * count that stand on top of all others of the kind, one directly below the other, and bear the configured authserv-id. That
 * server has to delete what others wrote in its name (RFC 8601 §5).
 *
 * @param signers domains whose signatures it found to hold
 * @param passesDmarc whether it says that the author's domain is who it says
 */
record AuthenticationResults(List<Signer> signers, boolean passesDmarc) {

    private static final String NAME = "Authentication-Results";

    /** Characters of a field that are looked at. */
    private static final int MAX_FIELD = 8_192;

    private static final String RESULT_PASS = "pass";

    /** The results of the server of this id. */
    static AuthenticationResults of(MailHeader header, String authservId, Claim claim) {
        var signers = new ArrayList<Signer>();
        boolean dmarc = false;
        for (String field : topmost(header.getFields())) {
            List<String> parts = parts(MailHeader.value(field));
            if (!idOf(parts.getFirst()).equalsIgnoreCase(authservId)) {
                break;
            }
            for (String part : parts.subList(1, parts.size())) {
                List<String> words = List.of(part.strip().split("\\s+"));
                String result = words.getFirst().toLowerCase(Locale.ROOT);
                if (result.equals("dkim=" + RESULT_PASS)) {
                    property(words, "header.d=")
                            .map(domain -> new Signer(domain, false))
                            .ifPresent(signers::add);
                } else if (result.equals("dmarc=" + RESULT_PASS)) {
                    dmarc |= property(words, "header.from=").equals(claim.author())
                            && claim.author().isPresent();
                }
            }
        }
        return new AuthenticationResults(signers, dmarc);
    }

    private static List<String> topmost(List<String> fields) {
        var run = new ArrayList<String>();
        for (String field : fields) {
            if (MailHeader.isNamed(field, NAME)) {
                run.add(field);
            } else if (!run.isEmpty()) {
                break;
            }
        }
        return run;
    }

    private static String idOf(String part) {
        return part.strip().split("\\s+", 2)[0];
    }

    private static Optional<DomainName> property(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).startsWith(name))
                .findFirst()
                .map(word -> word.substring(name.length()))
                .map(value -> value.startsWith("@") ? value.substring(1) : value)
                .flatMap(DomainName::parse);
    }

    /** What is between semicolons, without comments and the quotes of quoted strings (RFC 5322 §3.2.2, §3.2.4). */
    private static List<String> parts(String value) {
        var parts = new ArrayList<String>();
        var part = new StringBuilder();
        int comments = 0;
        boolean quoted = false;
        for (int i = 0; i < Math.min(value.length(), MAX_FIELD); i++) {
            char c = value.charAt(i);
            if (c == '\\' && (quoted || comments > 0)) {
                i++;
            } else if (c == '"' && comments == 0) {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                comments++;
            } else if (c == ')' && !quoted && comments > 0) {
                comments--;
            } else if (c == ';' && !quoted && comments == 0) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (comments == 0) {
                // Within quotes, nothing is syntax: a blank there must not begin a word of its own.
                part.append(quoted && !Character.isLetterOrDigit(c) && c != '.' && c != '-' ? '_' : c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
