package org.mailkeep.contracts;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * A host or domain name in lower-case A-label form, without the trailing dot.
 *
 * <p>Labels hold 1 to 63 octets of letters, digits, hyphen or underscore (underscore for names such as
 * {@code _mta-sts.example.com}, RFC 8552); the whole is at most 253 octets (RFC 1035 §2.3.4). A name that reads as an
 * address literal is no domain name.
 *
 * @param value the name, for example {@code xn--bcher-kva.example}
 */
public record DomainName(String value) implements Comparable<DomainName> {

    /** Octets of a name in presentation form without the trailing dot (RFC 1035 §2.3.4: 255 on the wire). */
    public static final int MAX_LENGTH = 253;

    private static final int MAX_LABEL = 63;

    /** Longer input is refused before IDNA looks at it; no legal name needs more characters than octets. */
    private static final int MAX_INPUT = 1024;

    public DomainName {
        problemOf(value).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /**
     * Reads a name as people and mail servers write it: upper case, U-labels and one trailing dot are accepted.
     *
     * @throws IllegalArgumentException with a sentence that names the fault, safe to show (it repeats no input)
     */
    public static DomainName of(String text) {
        if (text.length() > MAX_INPUT) {
            throw new IllegalArgumentException("the name is longer than " + MAX_LENGTH + " octets");
        }
        return new DomainName(toAscii(withoutTrailingDot(text)).toLowerCase(Locale.ROOT));
    }

    /** As {@link #of}, empty instead of an exception. */
    public static Optional<DomainName> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The name with one more label in front, for example {@code _mta-sts}. */
    public DomainName child(String label) {
        return new DomainName(label + "." + value);
    }

    /** The name without its first label; empty for a top-level domain. */
    public Optional<DomainName> parent() {
        int dot = value.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(new DomainName(value.substring(dot + 1)));
    }

    @Override
    public int compareTo(DomainName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String withoutTrailingDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String toAscii(String text) {
        if (isAscii(text)) {
            return text;
        }
        // The four characters that IDNA 2003 and IDNA 2008 map to different names (RFC 5894 §7.2): guessing would
        // send mail, or a policy, to somebody else's domain.
        if (text.chars().anyMatch(c -> c == 'ß' || c == 'ς' || c == 0x200C || c == 0x200D)) {
            throw new IllegalArgumentException("the name can mean two domains; write it as an A-label (xn--…)");
        }
        try {
            return IDN.toASCII(text);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException("the name is not a valid internationalised domain name");
        }
    }

    private static Optional<String> problemOf(String value) {
        if (value.isEmpty()) {
            return Optional.of("the name is empty");
        }
        if (value.length() > MAX_LENGTH) {
            return Optional.of("the name is longer than " + MAX_LENGTH + " octets");
        }
        String[] labels = value.split("\\.", -1);
        for (String label : labels) {
            Optional<String> problem = problemOfLabel(label);
            if (problem.isPresent()) {
                return problem;
            }
        }
        // RFC 3696 §2: a top-level domain is not all-numeric, so this cannot refuse a real name.
        return isNumber(labels[labels.length - 1])
                ? Optional.of("the last label is all digits, as in an address")
                : Optional.empty();
    }

    private static Optional<String> problemOfLabel(String label) {
        if (label.isEmpty()) {
            return Optional.of("a label is empty");
        }
        if (label.length() > MAX_LABEL) {
            return Optional.of("a label is longer than " + MAX_LABEL + " octets");
        }
        if (!hasLabelCharactersOnly(label)) {
            return Optional.of("a label holds something else than a-z, 0-9, hyphen and underscore");
        }
        return label.startsWith("-") || label.endsWith("-")
                ? Optional.of("a label starts or ends with a hyphen")
                : Optional.empty();
    }

    // Loops instead of streams: every question of a mail server comes through here.

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasLabelCharactersOnly(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (!isLabelCharacter(label.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(String label) {
        for (int i = 0; i < label.length(); i++) {
            if (label.charAt(i) < '0' || label.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLabelCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
