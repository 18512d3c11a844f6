package org.mailkeep.policy.domain.postfix;

import java.util.stream.Collectors;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.mtasts.MxPattern;
import org.mailkeep.policy.domain.mtasts.StsPolicy;

/**
 * A reply in the words of {@code socketmap_table(5)}, for both maps. Always ASCII without control characters, and at
 * most {@value #MAX_BYTES} bytes.
 *
 * @param query for map {@code QUERY}
 * @param queryWithTlsrpt for map {@code QUERYwithTLSRPT}, which Postfix 3.10 and newer understand
 */
public record PostfixReply(String query, String queryWithTlsrpt) {

    /** Postfix reads no longer reply. */
    public static final int MAX_BYTES = 100_000;

    /** No policy: Postfix goes on with its own default. The blank is part of the protocol. */
    public static final PostfixReply NOT_FOUND = same("NOTFOUND ");

    /** DANE where there are TLSA records, TLS without authentication or none where there are not. */
    public static final PostfixReply DANE = same("OK dane");

    /** DANE, and no mail to a host without usable TLSA records. */
    public static final PostfixReply DANE_ONLY = same("OK dane-only");

    /** An enforced MTA-STS policy. */
    public static PostfixReply secure(DomainName domain, StsPolicy policy) {
        // "*.example.net" is ".example.net" to Postfix: one label or more, which the mx_host_pattern narrows to one.
        String match = policy.mx().stream()
                .map(pattern -> pattern.wildcard()
                        ? "." + pattern.base()
                        : pattern.base().value())
                .collect(Collectors.joining(":"));
        String query = "OK secure match=" + match + " servername=hostname";
        String withTlsrpt = query + tlsrptAttributes(domain, policy);
        return new PostfixReply(query, withTlsrpt.length() <= MAX_BYTES ? withTlsrpt : query);
    }

    /**
     * Postfix defers the mail and asks again.
     *
     * @param why our own words, never a stranger's
     */
    public static PostfixReply temporaryFailure(String why) {
        return same("TEMP " + why);
    }

    /** Only values that were parsed and written anew go in, so that no policy text can add or break an attribute. */
    private static String tlsrptAttributes(DomainName domain, StsPolicy policy) {
        String patterns = policy.mx().stream()
                .map(MxPattern::toString)
                .map(pattern -> " mx_host_pattern=" + pattern)
                .collect(Collectors.joining());
        String lines = policy.lines().stream()
                .map(line -> " { policy_string = " + line + " }")
                .collect(Collectors.joining());
        return " policy_type=sts policy_domain=" + domain + patterns + lines;
    }

    private static PostfixReply same(String text) {
        return new PostfixReply(text, text);
    }
}
