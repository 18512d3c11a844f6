package org.mailkeep.policy.domain.records;

import java.time.Duration;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.policy.domain.caa.CaaRecord;
import org.mailkeep.policy.domain.dane.TlsaRecord;

/**
 * One record to publish.
 *
 * @param need how much the domain depends on it
 * @param purpose what it is for, in a sentence
 */
public record PublishedRecord(DomainName owner, Duration ttl, Data data, Need need, String purpose) {

    /** Whether the record may be left out. */
    public enum Need {
        /** Without it, what is configured here does not work. */
        REQUIRED,
        /** A good start; the domain's owner may know better. */
        PROPOSED
    }

    /** What the record holds. */
    public sealed interface Data {

        /** The mnemonic of the type. */
        default String type() {
            return switch (this) {
                case Text _ -> "TXT";
                case Alias _ -> "CNAME";
                case Tlsa _ -> "TLSA";
                case Caa _ -> "CAA";
            };
        }

        /** The data as a zone file has it (RFC 1035 §5.1). */
        default String presentation() {
            return switch (this) {
                case Text(String text) -> ZoneText.strings(text);
                case Alias(DomainName target) -> target + ".";
                case Tlsa(TlsaRecord tlsa) -> tlsa.toString();
                case Caa(CaaRecord caa) -> caa.flags() + " " + caa.tag() + " " + ZoneText.quoted(caa.value());
            };
        }
    }

    /** Text of any length; a zone file splits it into strings of 255 octets. */
    public record Text(String text) implements Data {}

    /** A CNAME. */
    public record Alias(DomainName target) implements Data {}

    public record Tlsa(TlsaRecord tlsa) implements Data {}

    public record Caa(CaaRecord caa) implements Data {}
}
