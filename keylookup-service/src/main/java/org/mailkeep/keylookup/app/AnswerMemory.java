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
import org.mailkeep.openpgp.Certificate;

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
    private final Cache<Fingerprint, Certificate> certificates;
    private final Cache<EmailAddress, Instant> forgotten = Caffeine.newBuilder()
            .maximumSize(MAX_FORGOTTEN)
            .expireAfterWrite(FORGOTTEN_LIFE)
            .build();

    AnswerMemory(KeylookupConfig config, Clock clock) {
        this.clock = clock;
        long bytes = config.cache().kilobytes() * 1024;
        answers = Caffeine.newBuilder()
                .maximumWeight(bytes * 3 / 4)
                .weigher((EmailAddress _, LookupAnswer answer) -> answer.weight())
                .build();
        certificates = Caffeine.newBuilder()
                .maximumWeight(bytes / 4)
                .weigher((Fingerprint _, Certificate certificate) -> 500 + 4 * certificate.size())
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
        Instant line = forgotten.getIfPresent(answer.email());
        if (line == null || loaded.isAfter(line)) {
            answers.put(answer.email(), answer.later());
        }
    }

    void remember(Certificate certificate) {
        certificates.put(certificate.fingerprint(), certificate);
    }

    Optional<Certificate> certificate(Fingerprint primary) {
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
