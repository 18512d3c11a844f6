package org.mailkeep.keylookup.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.config.KeylookupConfig;

/** What this replica remembers: answers for as long as they are fresh, and certificates; bounded by the memory they take. */
@ApplicationScoped
public class AnswerMemory {

    /** Certificates grow by events; this is for an event that got lost. */
    private static final Duration CERTIFICATE_LIFE = Duration.ofMinutes(10);

    /** Longer than any lookup that may have begun before something was forgotten. */
    private static final Duration FORGOTTEN_LIFE = Duration.ofMinutes(5);

    private static final long MAX_FORGOTTEN = 100_000;

    private final Clock clock;
    private final Cache<EmailAddress, LookupAnswer> answers;
    private final Cache<Fingerprint, FindCertificate.Outcome.Found> certificates;
    private final Cache<EmailAddress, Instant> forgotten = Caffeine.newBuilder()
            .maximumSize(MAX_FORGOTTEN)
            .expireAfterWrite(FORGOTTEN_LIFE)
            .build();

    /** Events that this replica sends, until they come back to it. */
    private final Cache<Happened, Boolean> own = Caffeine.newBuilder()
            .maximumSize(MAX_FORGOTTEN)
            .expireAfterWrite(FORGOTTEN_LIFE)
            .build();

    /**
     * What tells an event from others.
     *
     * @param key an address or a fingerprint
     */
    private record Happened(String key, Instant at) {}

    AnswerMemory(KeylookupConfig config, Clock clock) {
        this.clock = clock;
        long bytes = config.cache().kilobytes() * 1024;
        answers = Caffeine.newBuilder()
                .maximumWeight(bytes * 3 / 4)
                .weigher((EmailAddress _, LookupAnswer answer) -> answer.weight())
                .build();
        certificates = Caffeine.newBuilder()
                .maximumWeight(bytes / 4)
                .weigher((Fingerprint _, FindCertificate.Outcome.Found found) ->
                        500 + 4 * found.certificate().size() + found.armored().length())
                .expireAfterWrite(CERTIFICATE_LIFE)
                .build();
    }

    /** What may be answered at once. */
    public Optional<LookupAnswer> fresh(EmailAddress email) {
        return last(email).filter(answer -> clock.instant().isBefore(answer.freshUntil()));
    }

    /** What was answered last, fresh or not. */
    Optional<LookupAnswer> last(EmailAddress email) {
        return Optional.ofNullable(answers.getIfPresent(email));
    }

    /**
     * Remembers an answer, unless it was to be forgotten meanwhile.
     *
     * @param loaded when what it tells was loaded or found out
     */
    void remember(LookupAnswer answer, Instant loaded) {
        if (!isForgottenSince(answer.email(), loaded)) {
            answers.put(answer.email(), answer.later());
        }
    }

    /** Whether what was loaded of an address then is out of date. */
    boolean isForgottenSince(EmailAddress email, Instant loaded) {
        Instant line = forgotten.getIfPresent(email);
        return line != null && !loaded.isAfter(line);
    }

    /** What this replica is about to tell the others; it need not be told itself. */
    void expectOwnEvent(String key, Instant at) {
        own.put(new Happened(key, at), true);
    }

    /** Whether an event tells what this replica told. */
    boolean isOwnEvent(String key, Instant at) {
        return own.getIfPresent(new Happened(key, at)) != null;
    }

    void remember(FindCertificate.Outcome.Found found) {
        certificates.put(found.certificate().fingerprint(), found);
    }

    Optional<FindCertificate.Outcome.Found> certificate(Fingerprint primary) {
        return Optional.ofNullable(certificates.getIfPresent(primary));
    }

    void forget(EmailAddress email) {
        forgotten.put(email, clock.instant());
        answers.invalidate(email);
    }

    void forget(DomainName domain) {
        answers.asMap().keySet().stream()
                .filter(email -> email.domain().equals(domain))
                .forEach(this::forget);
    }

    void forget(Fingerprint certificate) {
        certificates.invalidate(certificate);
    }

    /** How many answers there are. */
    public long answerCount() {
        return answers.estimatedSize();
    }

    /** How many certificates there are. */
    public long certificateCount() {
        return certificates.estimatedSize();
    }
}
