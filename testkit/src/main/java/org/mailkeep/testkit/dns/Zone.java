package org.mailkeep.testkit.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * A zone as it is written, before it is signed.
 *
 * <p>Delegations to other zones of the same server need not be written: the server adds NS and DS to the nearest zone
 * above. An NS record below the origin that no zone of the server answers for is a delegation to nowhere.
 *
 * @param origin the apex, absolute
 * @param records all records, among them exactly one SOA and at least one NS at the apex
 */
public record Zone(Name origin, Signing signing, ChainOfTrust chainOfTrust, List<Record> records) {

    /** Seconds that records live whose text names no TTL; also the SOA's limit for negative answers (RFC 2308 §5). */
    public static final long DEFAULT_TTL = 300;

    public Zone {
        records = List.copyOf(records);
        for (Record entry : records) {
            if (!entry.getName().subdomain(origin)) {
                throw new IllegalArgumentException(entry.getName() + " is not in zone " + origin);
            }
        }
    }

    /**
     * Reads zone text (RFC 1035 §5), relative to the origin.
     *
     * @param origin for example {@code example.com}, or {@code .} for the root; U-labels are accepted
     * @param text master-file syntax; SOA, NS and the address of {@code ns} may be left out
     * @throws IllegalArgumentException when the text is no zone
     */
    public static Zone parse(String origin, Signing signing, String text) {
        Name apex = DnsNames.absolute(origin);
        List<Record> records = new ArrayList<>();
        try (Master master =
                new Master(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), apex, DEFAULT_TTL)) {
            master.disableIncludes(true);
            for (Record next = master.nextRecord(); next != null; next = master.nextRecord()) {
                records.add(next);
            }
            addWhatEveryZoneHas(apex, records);
        } catch (IOException e) {
            throw new IllegalArgumentException("zone " + apex + ": " + e.getMessage(), e);
        }
        return new Zone(apex, signing, ChainOfTrust.INTACT, records);
    }

    /** The same zone with another DS, or none, in its parent. */
    public Zone with(ChainOfTrust link) {
        return new Zone(origin, signing, link, records);
    }

    boolean isSigned() {
        return signing != Signing.UNSIGNED;
    }

    private static void addWhatEveryZoneHas(Name apex, List<Record> records) throws IOException {
        Name nameServer = Name.fromString("ns", apex);
        if (records.stream().noneMatch(entry -> isAt(entry, apex, Type.SOA))) {
            records.add(startOfAuthority(apex, nameServer));
        }
        if (records.stream().noneMatch(entry -> isAt(entry, apex, Type.NS))) {
            records.add(new NSRecord(apex, DClass.IN, DEFAULT_TTL, nameServer));
            if (records.stream().noneMatch(entry -> entry.getName().equals(nameServer))) {
                records.add(new ARecord(nameServer, DClass.IN, DEFAULT_TTL, new byte[] {127, 0, 0, 1}));
            }
        }
    }

    private static SOARecord startOfAuthority(Name apex, Name nameServer) throws IOException {
        return new SOARecord(
                apex, DClass.IN, DEFAULT_TTL, nameServer, hostmaster(apex), 1, 7200, 3600, 1_209_600, DEFAULT_TTL);
    }

    private static Name hostmaster(Name apex) throws NameTooLongException, IOException {
        return Name.concatenate(Name.fromString("hostmaster"), apex);
    }

    private static boolean isAt(Record entry, Name name, int type) {
        return entry.getType() == type && entry.getName().equals(name);
    }
}
