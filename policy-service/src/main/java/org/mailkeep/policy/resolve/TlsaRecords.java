package org.mailkeep.policy.resolve;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.dns.RecordType;
import org.mailkeep.policy.domain.dane.TlsaRecord;
import org.xbill.DNS.TLSARecord;
import org.xbill.DNS.Type;

/** Asks for TLSA records. */
public final class TlsaRecords {

    private static final RecordType<TlsaRecord> TLSA = RecordType.of(
            Type.TLSA,
            TLSARecord.class,
            record -> Optional.of(new TlsaRecord(
                    record.getCertificateUsage(),
                    record.getSelector(),
                    record.getMatchingType(),
                    HexFormat.of().formatHex(record.getCertificateAssociationData()))));

    /** As long as any denial is kept. */
    private static final Duration IMPOSSIBLE_NAME_TTL = Duration.ofMinutes(30);

    private TlsaRecords() {}

    /** The TLSA records for a TCP port of {@code base} (RFC 6698 §3). */
    public static Uni<Lookup<TlsaRecord>> of(DnsResolver dns, DomainName base, int port) {
        String name = "_" + port + "._tcp." + base;
        return name.length() > DomainName.MAX_LENGTH
                // A name that DNS cannot hold needs no proof that it does not exist.
                ? Uni.createFrom().item(new Lookup.NxDomain<>(true, IMPOSSIBLE_NAME_TTL))
                : dns.ask(new DomainName(name), TLSA);
    }
}
