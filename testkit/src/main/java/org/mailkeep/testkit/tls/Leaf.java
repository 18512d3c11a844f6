package org.mailkeep.testkit.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a server certificate is to say.
 *
 * @param names DNS names, the first of them also as common name; U-labels are not converted
 * @param inSubjectAltName whether the names stand where RFC 6125 looks for them, or in the common name alone
 */
public record Leaf(List<String> names, boolean inSubjectAltName, Instant notBefore, Instant notAfter) {

    private static final Duration USUAL_LIFE = Duration.ofDays(365);

    public Leaf {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a certificate needs a name");
        }
    }

    /** Valid from an hour before {@code now} for a year. */
    public static Leaf of(Instant now, String... names) {
        return new Leaf(List.of(names), true, now.minus(Duration.ofHours(1)), now.plus(USUAL_LIFE));
    }

    /** The same certificate, ended the day before {@code now}. */
    public Leaf expired(Instant now) {
        return new Leaf(names, inSubjectAltName, now.minus(USUAL_LIFE), now.minus(Duration.ofDays(1)));
    }

    /** The same certificate with its first name as common name and no subject alternative name (RFC 6125 §6.4.4). */
    public Leaf commonNameOnly() {
        return new Leaf(names, false, notBefore, notAfter);
    }
}
