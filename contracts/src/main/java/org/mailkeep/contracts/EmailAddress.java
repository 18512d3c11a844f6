package org.mailkeep.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An e-mail address: a local part in dot-string form (RFC 5321 §4.1.2, with the letters beyond ASCII of RFC 6531 §3.3)
 * and a domain.
 *
 * <p>Two addresses are equal when their domains are, as A-labels, and their local parts are after folding the ASCII
 * letters: the comparison that a Web Key Directory prescribes (draft-koch-openpgp-webkey-service §3.1). So the local part
 * is kept folded. Letters beyond ASCII are never folded or normalised: that would join two mailboxes that a server keeps
 * apart. Quoted local parts are no address here; hardly a mailbox has one, and programs disagree on what they mean.
 *
 * @param localPart what stands before the {@code @}, 1 to {@value #MAX_LOCAL_PART} octets of UTF-8, ASCII in lower case
 * @param domain what stands after it
 */
public record EmailAddress(String localPart, DomainName domain) implements Comparable<EmailAddress> {

    /** Octets of a local part (RFC 5321 §4.5.3.1.1). */
    public static final int MAX_LOCAL_PART = 64;

    /** Octets of an address: a path of 256 without its angle brackets (RFC 5321 §4.5.3.1.3). */
    public static final int MAX_LENGTH = 254;

    /** Longer input is refused unread; U-labels have no more characters than their A-labels have octets. */
    private static final int MAX_INPUT = 1024;

    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    public EmailAddress {
        localPart = foldAscii(localPart);
        problemOf(localPart, domain).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /**
     * Reads an address as people write it; the domain may have U-labels.
     *
     * @throws IllegalArgumentException with a sentence that names the fault, safe to show (it repeats no input)
     */
    public static EmailAddress of(String text) {
        if (text.length() > MAX_INPUT) {
            throw new IllegalArgumentException("the address is longer than " + MAX_LENGTH + " octets");
        }
        int at = text.lastIndexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("the address has no @");
        }
        String domain = text.substring(at + 1);
        if (domain.endsWith(".")) {
            throw new IllegalArgumentException("the domain of an address has no final dot");
        }
        return new EmailAddress(text.substring(0, at), DomainName.of(domain));
    }

    /** As {@link #of}, empty instead of an exception. */
    public static Optional<EmailAddress> parse(String text) {
        try {
            return Optional.of(of(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(EmailAddress other) {
        int byDomain = domain.compareTo(other.domain);
        return byDomain != 0 ? byDomain : localPart.compareTo(other.localPart);
    }

    @Override
    public String toString() {
        return localPart + "@" + domain;
    }

    private static Optional<String> problemOf(String localPart, DomainName domain) {
        int octets = localPart.getBytes(StandardCharsets.UTF_8).length;
        if (localPart.isEmpty()) {
            return Optional.of("the local part is empty");
        }
        if (octets > MAX_LOCAL_PART) {
            return Optional.of("the local part is longer than " + MAX_LOCAL_PART + " octets");
        }
        if (octets + 1 + domain.value().length() > MAX_LENGTH) {
            return Optional.of("the address is longer than " + MAX_LENGTH + " octets");
        }
        if (localPart.startsWith(".") || localPart.endsWith(".") || localPart.contains("..")) {
            return Optional.of("a dot stands at an end of the local part, or beside another dot");
        }
        return localPart.codePoints().allMatch(EmailAddress::isLocalPartCharacter)
                ? Optional.empty()
                : Optional.of("the local part holds a character that needs quoting or cannot be seen");
    }

    private static boolean isLocalPartCharacter(int c) {
        if (c < 0x80) {
            return c == '.' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ATEXT_SPECIALS.indexOf(c) >= 0;
        }
        // RFC 6531 §3.3 allows all of UTF-8. What nobody can see only serves to make two addresses look
        // like one.
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String foldAscii(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return folded.toString();
    }
}
