package org.mailkeep.policy.resolve;

import io.smallrye.mutiny.Uni;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.platform.dns.DnsResolver;
import org.mailkeep.platform.dns.RecordType;
import org.mailkeep.policy.domain.caa.CaaRecord;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Type;

/** Asks for CAA records. */
public final class CaaRecords {

    private static final RecordType<CaaRecord> CAA = RecordType.of(
            Type.CAA,
            CAARecord.class,
            record -> Optional.of(new CaaRecord(record.getFlags(), record.getTag(), record.getValue())));

    private CaaRecords() {}

    /** The CAA records of the name itself, or of what it is an alias of (RFC 8659 §3). */
    public static Uni<Lookup<CaaRecord>> of(DnsResolver dns, DomainName name) {
        return dns.ask(name, CAA);
    }
}
