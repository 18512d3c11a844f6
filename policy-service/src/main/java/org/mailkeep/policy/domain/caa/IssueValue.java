package org.mailkeep.policy.domain.caa;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailkeep.contracts.DomainName;

/** The value of an {@code issue} or {@code issuewild} property (RFC 8659 §4.2). */
sealed interface IssueValue {

    /** Authorises an issuer. */
    record Authorizes(Authorization authorization) implements IssueValue {}

    /** Authorises nobody: {@code ";"} or an empty value. */
    record Nobody() implements IssueValue {}

    /** Breaks the grammar, so it counts like {@link Nobody}. */
    record Malformed(String why) implements IssueValue {}

    static IssueValue of(String value) {
        int semicolon = value.indexOf(';');
        String issuer = Grammar.trim(semicolon < 0 ? value : value.substring(0, semicolon));
        Optional<List<Authorization.Parameter>> parameters =
                semicolon < 0 ? Optional.of(List.of()) : Grammar.parameters(value.substring(semicolon + 1));
        if (parameters.isEmpty()) {
            return new Malformed("a parameter is not of the form name=value");
        }
        if (issuer.isEmpty()) {
            return new Nobody();
        }
        return Optional.of(issuer)
                .filter(name -> Grammar.ISSUER.matcher(name).matches())
                .flatMap(DomainName::parse)
                .<IssueValue>map(name -> new Authorizes(new Authorization(name, parameters.get())))
                .orElseGet(() -> new Malformed("the issuer is not a domain name"));
    }

    /** The ABNF of §4.2. */
    final class Grammar {

        private static final Pattern ISSUER =
                Pattern.compile("[A-Za-z0-9](-*[A-Za-z0-9])*+(\\.[A-Za-z0-9](-*[A-Za-z0-9])*+)*+");
        private static final Pattern TAG = Pattern.compile("[A-Za-z0-9](-*[A-Za-z0-9])*+");

        /** {@code value = *(%x21-3A / %x3C-7E)}. */
        private static final Pattern VALUE = Pattern.compile("[!-:<-~]*");

        private Grammar() {}

        private static Optional<List<Authorization.Parameter>> parameters(String text) {
            List<Authorization.Parameter> read = new ArrayList<>();
            String[] parts = text.split(";", -1);
            for (int i = 0; i < parts.length; i++) {
                String part = trim(parts[i]);
                if (part.isEmpty() && i == parts.length - 1) {
                    break;
                }
                int equals = part.indexOf('=');
                String tag = equals < 0 ? "" : trim(part.substring(0, equals));
                String value = trim(part.substring(equals + 1));
                if (!TAG.matcher(tag).matches() || !VALUE.matcher(value).matches()) {
                    return Optional.empty();
                }
                read.add(new Authorization.Parameter(tag, value));
            }
            return Optional.of(read);
        }

        /** WSP is blank and tabulator. */
        private static String trim(String text) {
            int start = 0;
            int end = text.length();
            while (start < end && isWsp(text.charAt(start))) {
                start++;
            }
            while (start < end && isWsp(text.charAt(end - 1))) {
                end--;
            }
            return text.substring(start, end);
        }

        private static boolean isWsp(char c) {
            return c == ' ' || c == '\t';
        }
    }
}
