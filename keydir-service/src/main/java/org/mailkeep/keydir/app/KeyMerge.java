package org.mailkeep.keydir.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keydir.store.StoredKey;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.openpgp.CertificateLimits;
import org.mailkeep.openpgp.CertificateReading;
import org.mailkeep.openpgp.CertificateReading.Refusal;
import org.mailkeep.openpgp.Merging;
import org.mailkeep.openpgp.packet.Octets;

/**
 * Joins the keys of an upload with the copies that are stored: a revocation is never lost by giving an older copy. For a
 * worker.
 */
final class KeyMerge {

    private final Map<Fingerprint, StoredKey> stored = new LinkedHashMap<>();
    private final Function<StoredKey, Optional<Certificate>> reader;
    private final CertificateLimits limits;
    private final Instant now;
    private final List<Result> results = new ArrayList<>();

    private KeyMerge(
            List<StoredKey> stored,
            Function<StoredKey, Optional<Certificate>> reader,
            CertificateLimits limits,
            Instant now) {
        stored.forEach(key -> this.stored.put(key.fingerprint(), key));
        this.reader = reader;
        this.limits = limits;
        this.now = now;
    }

    /**
     * What is to be stored.
     *
     * @param results one per key of the upload
     * @param offered how many keys the account offers then
     */
    record Outcome(List<Result> results, long offered) {

        List<StoredKey> toStore() {
            return results.stream().flatMap(result -> result.toStore().stream()).toList();
        }
    }

    /**
     * One key.
     *
     * @param certificate as it is stored then; empty for a refused one
     * @param toStore empty where nothing changes
     */
    record Result(KeyStep step, Optional<Certificate> certificate, Optional<StoredKey> toStore) {}

    static Outcome of(
            List<StoredKey> stored,
            List<CertificateReading> readings,
            Function<StoredKey, Optional<Certificate>> reader,
            CertificateLimits limits,
            Instant now) {
        KeyMerge merge = new KeyMerge(stored, reader, limits, now);
        readings.forEach(merge::add);
        return new Outcome(
                List.copyOf(merge.results),
                merge.stored.values().stream().filter(StoredKey::isOffered).count());
    }

    private void add(CertificateReading reading) {
        results.add(
                switch (reading) {
                    case CertificateReading.Refused refused -> refused(refused.why(), refused.fingerprint());
                    case CertificateReading.Read read -> add(read);
                });
    }

    private Result add(CertificateReading.Read read) {
        Fingerprint fingerprint = read.certificate().fingerprint();
        Optional<StoredKey> known = Optional.ofNullable(stored.get(fingerprint));
        Optional<Certificate> copy = known.flatMap(reader);
        if (known.isPresent() && copy.isEmpty()) {
            // What cannot be read may hold a revocation, so it is not replaced.
            return refused(Refusal.TOO_LARGE, Optional.of(fingerprint));
        }
        Certificate merged = copy.map(older -> join(older, read.certificate())).orElse(read.certificate());
        // A union may be larger than each part, and clients take no more than the limit.
        if (merged.size() > limits.certificateOctets()) {
            return refused(Refusal.TOO_LARGE, Optional.of(fingerprint));
        }
        boolean offered = known.filter(StoredKey::isOffered).isPresent();
        if (offered && copy.equals(Optional.of(merged))) {
            return new Result(new KeyStep.Unchanged(read.leftOut()), Optional.of(merged), Optional.empty());
        }
        StoredKey key = new StoredKey(
                fingerprint,
                Octets.of(merged.toBinary()),
                offered ? known.get().uploadedAt() : now,
                now,
                Optional.empty());
        stored.put(fingerprint, key);
        return new Result(
                offered ? new KeyStep.Merged(read.leftOut()) : new KeyStep.Added(read.leftOut()),
                Optional.of(merged),
                Optional.of(key));
    }

    private Certificate join(Certificate one, Certificate other) {
        return switch (one.merge(other, limits)) {
            case Merging.Merged merged -> merged.certificate();
            case Merging.DifferentKeys _ -> throw new IllegalStateException("they have one fingerprint");
        };
    }

    private static Result refused(Refusal why, Optional<Fingerprint> fingerprint) {
        return new Result(new KeyStep.Refused(why, fingerprint), Optional.empty(), Optional.empty());
    }
}
