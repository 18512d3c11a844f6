package org.mailkeep.openpgp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.openpgp.packet.Octets;

/**
 * A user ID (RFC 9580 §5.11): by convention UTF-8, a name and a mail address in angle brackets.
 *
 * @param octets the user ID as it is signed
 */
public record UserId(Octets octets) implements Comparable<UserId> {

    /** The user ID with this text. */
    public static UserId of(String text) {
        return new UserId(Octets.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The text; what is no UTF-8 is replaced. A stranger wrote it: escape it where it is shown. */
    public String text() {
        return new String(octets.toArray(), StandardCharsets.UTF_8);
    }

    /**
     * The mail address: what stands in the one pair of angle brackets at the end, or the whole user ID when it has none
     * (RFC 9580 §5.11, draft-koch-openpgp-webkey-service §3.1).
     *
     * <p>With a second bracket anywhere, or text after the closing one, programs disagree on the address (GnuPG takes the
     * first pair), so there is none.
     */
    public Optional<EmailAddress> address() {
        return utf8().map(String::strip).flatMap(UserId::addressIn);
    }

    @Override
    public int compareTo(UserId other) {
        return octets.compareTo(other.octets);
    }

    private static Optional<EmailAddress> addressIn(String text) {
        int open = text.indexOf('<');
        if (open < 0) {
            return EmailAddress.parse(text);
        }
        boolean onePairAtTheEnd = text.lastIndexOf('<') == open && text.indexOf('>') == text.length() - 1;
        return onePairAtTheEnd ? EmailAddress.parse(text.substring(open + 1, text.length() - 1)) : Optional.empty();
    }

    private Optional<String> utf8() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.toArray()))
                    .toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
