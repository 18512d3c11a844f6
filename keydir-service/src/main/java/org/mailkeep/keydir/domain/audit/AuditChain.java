package org.mailkeep.keydir.domain.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import org.mailkeep.openpgp.packet.Octets;

/**
 * How entries hang together: the hash of each is SHA-256 over the hash of the one before and all its own fields, each written
 * as a netstring, so that no two different entries look the same. Whoever keeps a head from time to time can tell later
 * whether anything before it was altered, left out or put in.
 */
public final class AuditChain {

    private static final int HASH_OCTETS = 32;

    private AuditChain() {}

    /**
     * Where a chain ends.
     *
     * @param number of the last entry, 0 before the first
     * @param hash of the last entry
     */
    public record Head(long number, Octets hash) {

        /** Of a chain without entries. */
        public static final Head START = new Head(0, Octets.of(new byte[HASH_OCTETS]));
    }

    /** What a look at (a part of) a chain came to. */
    public sealed interface Check {

        /** Every entry follows from the one before. */
        record Intact(Head head) implements Check {}

        /**
         * One does not.
         *
         * @param number of the first entry that is wrong or missing
         */
        record Broken(long number, String why) implements Check {}
    }

    /** The entry that continues a chain. */
    public static AuditEntry append(Head head, AuditRecord record) {
        return new AuditEntry(head.number() + 1, record, hash(head, record));
    }

    /** The head after an entry. */
    public static Head headAfter(AuditEntry entry) {
        return new Head(entry.number(), entry.hash());
    }

    /** Whether these entries, in this order, continue the chain. Call it again from the new head for the next ones. */
    public static Check check(Head head, List<AuditEntry> entries) {
        Head current = head;
        for (AuditEntry entry : entries) {
            long expected = current.number() + 1;
            if (entry.number() != expected) {
                return new Check.Broken(expected, "the entry is missing");
            }
            if (!entry.hash().equals(hash(current, entry.record()))) {
                return new Check.Broken(expected, "the hash does not fit the entry and the one before it");
            }
            current = headAfter(entry);
        }
        return new Check.Intact(current);
    }

    private static Octets hash(Head before, AuditRecord record) {
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        before.hash().writeTo(canonical);
        put(canonical, Optional.of(Long.toString(before.number() + 1)));
        put(canonical, Optional.of(record.at().toString()));
        put(canonical, Optional.of(record.actor()));
        put(canonical, Optional.of(record.action()));
        put(canonical, record.account());
        put(canonical, record.address());
        put(canonical, record.domain());
        put(canonical, record.fingerprint());
        put(canonical, Optional.of(record.detail()));
        try {
            return Octets.of(MessageDigest.getInstance("SHA-256").digest(canonical.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A netstring; a dash where there is nothing, which no netstring begins with. */
    private static void put(ByteArrayOutputStream out, Optional<String> field) {
        if (field.isEmpty()) {
            out.writeBytes("-,".getBytes(StandardCharsets.US_ASCII));
            return;
        }
        byte[] octets = field.get().getBytes(StandardCharsets.UTF_8);
        out.writeBytes((octets.length + ":").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(octets);
        out.write(',');
    }
}
