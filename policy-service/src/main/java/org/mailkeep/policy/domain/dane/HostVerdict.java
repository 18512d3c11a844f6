package org.mailkeep.policy.domain.dane;

import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;

/** What DANE says of one MX host. */
public sealed interface HostVerdict {

    /** More TLSA records are not kept; nobody needs more than a few during a change of keys. */
    int MAX_TLSA = 32;

    /**
     * At least one TLSA record is usable: the host must show a matching certificate.
     *
     * @param base the TLSA base domain, which is also a reference identifier for DANE-TA (RFC 7672 §3.2.2)
     */
    record Usable(DomainName base, List<TlsaRecord> tlsa) implements HostVerdict {
        public Usable {
            tlsa = List.copyOf(tlsa);
        }
    }

    /** There are TLSA records and none is usable: TLS is mandatory, without authentication (RFC 7672 §2.2). */
    record Unusable(DomainName base, List<TlsaRecord> tlsa) implements HostVerdict {
        public Unusable {
            tlsa = List.copyOf(tlsa);
        }
    }

    /** DANE does not apply to this host. */
    record NoTlsa(String why) implements HostVerdict {}

    /** It could not be found out; never to be read as {@link NoTlsa} (RFC 7672 §2.1.1). */
    record TempFail(String why) implements HostVerdict {}

    /** The host cannot be connected to. It takes no mail, so it weakens nothing. */
    record Unreachable(String why) implements HostVerdict {}

    /** What the answer for TLSA below one base domain means; empty: go on with the next base domain. */
    static Optional<HostVerdict> after(DomainName base, Lookup<TlsaRecord> answer) {
        return switch (answer) {
            case Lookup.Secure<TlsaRecord> found -> Optional.of(found(base, found.records()));
            // An insecure TLSA RRset is as good as none (RFC 7672 §2.1.1).
            case Lookup.Insecure<TlsaRecord> _, Lookup.NoData<TlsaRecord> _, Lookup.NxDomain<TlsaRecord> _ ->
                Optional.empty();
            case Lookup.Bogus<TlsaRecord> _ -> Optional.of(new TempFail("the TLSA records fail DNSSEC validation"));
            case Lookup.TempFail<TlsaRecord> _ -> Optional.of(new TempFail("the TLSA records could not be looked up"));
        };
    }

    private static HostVerdict found(DomainName base, List<TlsaRecord> records) {
        List<TlsaRecord> kept = records.stream()
                // Usable ones first, so that a flood of junk cannot push them out.
                .sorted((left, right) -> Boolean.compare(right.usable(), left.usable()))
                .limit(MAX_TLSA)
                .toList();
        return kept.stream().anyMatch(TlsaRecord::usable) ? new Usable(base, kept) : new Unusable(base, kept);
    }
}
