package org.mailkeep.contracts.dns;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;

/**
 * What one DNS question came to, with the security of RFC 4035 §4.3.
 *
 * <p>"Insecure" is a fact (the zone is provably unsigned, or nothing was validated by configuration); "bogus" and
 * "temporary failure" are the absence of one, and never read as "there is no such record".
 *
 * @param <T> what a record of the asked type is read into
 */
public sealed interface Lookup<T> {

    /**
     * Records whose signatures lead to a trust anchor, aliases on the way included.
     *
     * @param owner the name that holds the records: the asked one, or the end of the CNAME chain
     * @param ttl how long the answer may be kept
     */
    record Secure<T>(List<T> records, DomainName owner, Duration ttl) implements Lookup<T> {
        public Secure {
            records = List.copyOf(records);
        }
    }

    /**
     * Records of an unsigned zone, or reached through one.
     *
     * @param owner the name that holds the records: the asked one, or the end of the CNAME chain
     * @param ttl how long the answer may be kept
     */
    record Insecure<T>(List<T> records, DomainName owner, Duration ttl) implements Lookup<T> {
        public Insecure {
            records = List.copyOf(records);
        }
    }

    /**
     * The name exists and has no record of the asked type (RFC 2308 §2.2).
     *
     * @param secure whether the denial is proven
     * @param ttl how long that may be remembered (RFC 2308 §5)
     */
    record NoData<T>(boolean secure, Duration ttl) implements Lookup<T> {}

    /**
     * The name does not exist (RFC 2308 §2.1).
     *
     * @param secure whether the denial is proven
     * @param ttl how long that may be remembered (RFC 2308 §5)
     */
    record NxDomain<T>(boolean secure, Duration ttl) implements Lookup<T> {}

    /**
     * Signatures are there and wrong: somebody tampers, or the zone is broken. Nothing of the answer may be used.
     *
     * @param why a sentence for people, without text from the answer
     */
    record Bogus<T>(String why) implements Lookup<T> {}

    /**
     * No usable answer: SERVFAIL, refusal, time-out, or an answer that cannot be read. To be asked again.
     *
     * @param why a sentence for people, without text from the answer
     */
    record TempFail<T>(String why) implements Lookup<T> {}

    /** How long this may be kept; empty where nothing was learnt. */
    default Optional<Duration> life() {
        return switch (this) {
            case Secure<T> found -> Optional.of(found.ttl());
            case Insecure<T> found -> Optional.of(found.ttl());
            case NoData<T> none -> Optional.of(none.ttl());
            case NxDomain<T> none -> Optional.of(none.ttl());
            case Bogus<T> _, TempFail<T> _ -> Optional.empty();
        };
    }

    /** The same answer, to be kept for {@code ttl}. */
    default Lookup<T> withLife(Duration ttl) {
        return switch (this) {
            case Secure<T> found -> new Secure<>(found.records(), found.owner(), ttl);
            case Insecure<T> found -> new Insecure<>(found.records(), found.owner(), ttl);
            case NoData<T> none -> new NoData<>(none.secure(), ttl);
            case NxDomain<T> none -> new NxDomain<>(none.secure(), ttl);
            case Bogus<T> bogus -> bogus;
            case TempFail<T> failed -> failed;
        };
    }

    /** The same answer with every record read by {@code reader}; records that it cannot read are left out. */
    default <R> Lookup<R> read(Function<T, Optional<R>> reader) {
        return switch (this) {
            case Secure<T> found -> new Secure<>(readAll(found.records(), reader), found.owner(), found.ttl());
            case Insecure<T> found -> new Insecure<>(readAll(found.records(), reader), found.owner(), found.ttl());
            case NoData<T> none -> new NoData<>(none.secure(), none.ttl());
            case NxDomain<T> none -> new NxDomain<>(none.secure(), none.ttl());
            case Bogus<T> bogus -> new Bogus<>(bogus.why());
            case TempFail<T> failed -> new TempFail<>(failed.why());
        };
    }

    private static <T, R> List<R> readAll(List<T> records, Function<T, Optional<R>> reader) {
        return records.stream().map(reader).flatMap(Optional::stream).toList();
    }
}
