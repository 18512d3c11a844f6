package org.mailkeep.policy.domain.posture;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.dane.HostAddresses;
import org.mailkeep.policy.domain.dane.HostVerdict;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/**
 * What is known of one MX host.
 *
 * @param dane what its TLSA records come to
 * @param shown what its addresses showed when they were last connected to
 * @param expected the TLSA records that are to be published, the one of the current key first; empty where none are
 *     configured
 */
public record MxFacts(
        DomainName host, HostAddresses addresses, HostVerdict dane, List<Shown> shown, List<TlsaRecord> expected) {

    public MxFacts {
        shown = List.copyOf(shown);
        expected = List.copyOf(expected);
    }

    /** What one address showed. */
    public sealed interface Shown {

        String address();

        /** There was TLS, and the certificate is what the domain's policy demands. */
        record Fits(String address, Optional<Key> key) implements Shown {}

        /**
         * The host must not be given mail.
         *
         * @param why a sentence without text from the host, and without a full stop
         */
        record Unfit(String address, String why, Optional<Key> key) implements Shown {}

        /** Nothing was seen of TLS; that the host is unreachable from here proves nothing. */
        record NotSeen(String address, String why) implements Shown {}

        /** The certificate that was presented; empty where none was. */
        default Optional<Key> presented() {
            return switch (this) {
                case Fits fits -> fits.key();
                case Unfit unfit -> unfit.key();
                case NotSeen _ -> Optional.empty();
            };
        }
    }

    /**
     * The end of a presented chain.
     *
     * @param spkiSha256 the digest of its public key in lower-case hexadecimal, as TLSA {@code 3 1 1} has it
     */
    public record Key(String spkiSha256, Instant notAfter) {}
}
