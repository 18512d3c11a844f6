package org.mailkeep.platform.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.MxRecord;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * A record type that is asked for, and how its records are read.
 *
 * @param number as in {@link Type}
 * @param reader empty for a record that cannot be used
 */
public record RecordType<T>(int number, Function<Record, Optional<T>> reader) {

    public static final RecordType<MxRecord> MX = of(
            Type.MX,
            MXRecord.class,
            record -> Optional.of(
                    new MxRecord(record.getPriority(), record.getTarget().toString(true))));

    public static final RecordType<String> A =
            of(Type.A, ARecord.class, record -> Optional.of(record.getAddress().getHostAddress()));

    public static final RecordType<String> AAAA = of(
            Type.AAAA,
            AAAARecord.class,
            record -> Optional.of(record.getAddress().getHostAddress()));

    public static final RecordType<DomainName> CNAME = of(
            Type.CNAME,
            CNAMERecord.class,
            record -> DomainName.parse(record.getTarget().toString(true)));

    public static final RecordType<String> TXT = of(Type.TXT, TXTRecord.class, record -> Optional.of(joined(record)));

    /**
     * A type whose records dnsjava reads into {@code form}.
     *
     * @param reader empty for a record that cannot be used
     */
    public static <R extends Record, T> RecordType<T> of(int number, Class<R> form, Function<R, Optional<T>> reader) {
        return new RecordType<>(
                number, record -> form.isInstance(record) ? reader.apply(form.cast(record)) : Optional.empty());
    }

    /** The strings without anything between them (RFC 8461 §3.1), one character an octet. */
    private static String joined(TXTRecord record) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(text::writeBytes);
        return text.toString(StandardCharsets.ISO_8859_1);
    }
}
