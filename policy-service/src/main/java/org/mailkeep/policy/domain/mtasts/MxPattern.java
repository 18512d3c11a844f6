package org.mailkeep.policy.domain.mtasts;

import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/**
 * Which MX hosts a policy allows: one host, or all hosts one label below a name (RFC 8461 §3.2, §4.1).
 *
 * @param base the host itself, or the name below the wildcard
 * @param wildcard whether the pattern is {@code *.base}
 */
public record MxPattern(DomainName base, boolean wildcard) {

    private static final String WILDCARD = "*.";

    /** Reads {@code mail.example.com} or {@code *.example.com}; empty for anything else, an address literal included. */
    public static Optional<MxPattern> parse(String text) {
        boolean wildcard = text.startsWith(WILDCARD);
        String name = wildcard ? text.substring(WILDCARD.length()) : text;
        // sts-policy-mx-value holds a Domain of RFC 5321 §4.1.2: A-labels, no root dot, no underscore.
        return name.chars().allMatch(c -> c < 0x80 && c != '_') && !name.endsWith(".")
                ? DomainName.parse(name).map(base -> new MxPattern(base, wildcard))
                : Optional.empty();
    }

    /** Whether {@code host} is allowed; the wildcard stands for exactly one label (RFC 8461 §4.1, RFC 6125 §6.4.3). */
    public boolean matches(DomainName host) {
        return wildcard ? host.parent().filter(base::equals).isPresent() : host.equals(base);
    }

    /** As written in the policy file. */
    @Override
    public String toString() {
        return wildcard ? WILDCARD + base : base.value();
    }
}
