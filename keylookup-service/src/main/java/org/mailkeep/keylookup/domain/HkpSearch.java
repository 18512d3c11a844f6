package org.mailkeep.keylookup.domain;

import java.util.Locale;
import java.util.Optional;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;

/** What an HKP client searches for (draft-ietf-openpgp-hkp §4.1). */
public sealed interface HkpSearch {

    /** A fingerprint. */
    record ByFingerprint(Fingerprint fingerprint) implements HkpSearch {}

    /** A key ID of 16 upper-case digits. */
    record ByKeyId(String keyId) implements HkpSearch {}

    /** A mail address. */
    record ByEmail(EmailAddress email) implements HkpSearch {}

    /** Nothing that is searched for here; short key IDs are none, since anybody makes a key with a chosen one. */
    record Unsupported(String why) implements HkpSearch {}

    /** Reads the parameter {@code search}. */
    static HkpSearch of(String text) {
        String wanted = text.strip();
        if (wanted.startsWith("0x") || wanted.startsWith("0X")) {
            return ofDigits(wanted.substring(2))
                    .orElseGet(
                            () -> new Unsupported("a key is searched for by a fingerprint or a key ID of 16 digits"));
        }
        return ofDigits(wanted)
                .or(() -> EmailAddress.parse(addressIn(wanted)).map(ByEmail::new))
                .orElseGet(() -> new Unsupported("a key is searched for by a mail address, a fingerprint or a key ID"));
    }

    private static Optional<HkpSearch> ofDigits(String digits) {
        Optional<HkpSearch> fingerprint = Fingerprint.parse(digits).map(ByFingerprint::new);
        boolean keyId = digits.length() == 16 && digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80);
        return fingerprint.isPresent() || !keyId
                ? fingerprint
                : Optional.of(new ByKeyId(digits.toUpperCase(Locale.ROOT)));
    }

    /** Some clients search for a whole user ID, or an address in brackets. */
    private static String addressIn(String text) {
        int open = text.lastIndexOf('<');
        return open >= 0 && text.endsWith(">") ? text.substring(open + 1, text.length() - 1) : text;
    }
}
