package org.mailkeep.platform.dns;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.dns.Lookup;
import org.mailkeep.contracts.dns.MxRecord;
import org.mailkeep.platform.config.DnsConfig;
import org.mailkeep.platform.context.CallersContext;
import org.xbill.DNS.Record;

/**
 * DNS as a service sees it: remembered for as long as the TTL allows, and one question upstream for any
 * number of askers.
 *
 * <p>The Unis never fail for what DNS says or does not say, and go on on the caller's Vert.x context.
 */
@ApplicationScoped
public class DnsResolver {

    /** A failure is repeated to whoever asks at once, so that a broken name is not asked for without end. */
    private static final Duration FAILURE_TTL = Duration.ofSeconds(3);

    /** Octets of record data that weigh as much as one more answer. */
    private static final int OCTETS_PER_WEIGHT = 256;

    private final DnsQuestions questions;
    private final Clock clock;
    private final AsyncCache<Question, Kept> cache;
    private final boolean remembers;

    @Inject
    public DnsResolver(DnsQuestions questions, DnsConfig config, Clock clock) {
        this(questions, clock, cache(config.cacheSize(), clock), true);
    }

    private DnsResolver(DnsQuestions questions, Clock clock, AsyncCache<Question, Kept> cache, boolean remembers) {
        this.questions = questions;
        this.clock = clock;
        this.cache = cache;
        this.remembers = remembers;
    }

    /** The same resolver for somebody who wants nothing from memory; what it learns is remembered for the others. */
    public DnsResolver anew() {
        return new DnsResolver(questions, clock, cache, false);
    }

    /** The hosts that take the domain's mail. */
    public Uni<Lookup<MxRecord>> mx(DomainName domain) {
        return ask(domain, RecordType.MX);
    }

    /** The IPv4 addresses. */
    public Uni<Lookup<String>> a(DomainName host) {
        return ask(host, RecordType.A);
    }

    /** The IPv6 addresses. */
    public Uni<Lookup<String>> aaaa(DomainName host) {
        return ask(host, RecordType.AAAA);
    }

    /** The alias record of the name itself. */
    public Uni<Lookup<DomainName>> cname(DomainName name) {
        return ask(name, RecordType.CNAME);
    }

    /** The text records, the strings of each joined, one character an octet. */
    public Uni<Lookup<String>> txt(DomainName name) {
        return ask(name, RecordType.TXT);
    }

    /** The records of a type. */
    public <T> Uni<Lookup<T>> ask(DomainName name, RecordType<T> type) {
        return Uni.createFrom().deferred(() -> {
            Question question = new Question(name, type);
            if (!remembers) {
                cache.synchronous().invalidate(question);
            }
            CompletableFuture<Kept> answer = cache.get(
                    question, (_, _) -> questions.ask(name, type.number()).thenApply(found -> keep(found, type)));
            // A copy, since whoever stops waiting cancels it; the answer belongs to all.
            Uni<Lookup<T>> lookup =
                    Uni.createFrom().completionStage(answer.copy()).map(this::<T>now);
            return answer.isDone() ? lookup : CallersContext.comeBackWith(lookup);
        });
    }

    private <T> Kept keep(Lookup<Record> answer, RecordType<T> type) {
        return new Kept(answer.read(type.reader()), clock.instant(), weight(answer));
    }

    /** The answer with the life that it has left. */
    @SuppressWarnings("unchecked") // a question for a type is kept with records that its reader read
    private <T> Lookup<T> now(Kept kept) {
        Duration left = kept.life().minus(Duration.between(kept.since(), clock.instant()));
        return ((Lookup<T>) kept.answer()).withLife(left.isNegative() ? Duration.ZERO : left);
    }

    private static int weight(Lookup<Record> answer) {
        long octets = switch (answer) {
            case Lookup.Secure<Record> found -> octets(found.records());
            case Lookup.Insecure<Record> found -> octets(found.records());
            case Lookup.NoData<Record> _,
                    Lookup.NxDomain<Record> _,
                    Lookup.Bogus<Record> _,
                    Lookup.TempFail<Record> _ -> 0;
        };
        return Math.toIntExact(1 + octets / OCTETS_PER_WEIGHT);
    }

    private static long octets(Iterable<Record> records) {
        long octets = 0;
        for (Record record : records) {
            octets += record.rdataToWireCanonical().length;
        }
        return octets;
    }

    private static AsyncCache<Question, Kept> cache(long size, Clock clock) {
        return Caffeine.newBuilder()
                .maximumWeight(size)
                .weigher((Question _, Kept kept) -> kept.weight())
                .expireAfter(Expiry.creating((Question _, Kept kept) -> kept.life()))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .buildAsync();
    }

    private record Question(DomainName name, RecordType<?> type) {}

    /**
     * An answer in memory.
     *
     * @param since when it came
     */
    private record Kept(Lookup<?> answer, Instant since, int weight) {

        Duration life() {
            return answer.life().orElse(FAILURE_TTL);
        }
    }
}
