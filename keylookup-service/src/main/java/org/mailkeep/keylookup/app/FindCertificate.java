package org.mailkeep.keylookup.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.keylookup.lookup.VksClient;
import org.mailkeep.keylookup.store.KeyRepository;
import org.mailkeep.keylookup.store.StoredCertificate;
import org.mailkeep.openpgp.Certificate;
import org.mailkeep.platform.context.HeavyWork;
import org.mailkeep.platform.store.StoreResult;

/**
 * Finds a certificate by a fingerprint or key ID: among those that are known, then on keyservers. A Web Key Directory is never
 * asked: a signature must not make us tell its maker that somebody reads it.
 */
@ApplicationScoped
public class FindCertificate {

    /** For how long a keyserver is not asked again for what it has not. */
    private static final Duration NEGATIVE_LIFE = Duration.ofMinutes(5);

    private static final long MAX_NEGATIVES = 100_000;

    private final KeyRepository repository;
    private final VksClient vks;
    private final Knowledge knowledge;
    private final Certificates certificates;
    private final AnswerMemory memory;
    private final HeavyWork workers;
    private final Coalescing<String, Outcome> running = new Coalescing<>();
    private final Cache<String, Boolean> missing = Caffeine.newBuilder()
            .maximumSize(MAX_NEGATIVES)
            .expireAfterWrite(NEGATIVE_LIFE)
            .build();

    FindCertificate(
            KeyRepository repository,
            VksClient vks,
            Knowledge knowledge,
            Certificates certificates,
            AnswerMemory memory,
            HeavyWork workers) {
        this.repository = repository;
        this.vks = vks;
        this.knowledge = knowledge;
        this.certificates = certificates;
        this.memory = memory;
        this.workers = workers;
    }

    /** What came of it. */
    public sealed interface Outcome {

        /**
         * The certificate, with all that is known of it.
         *
         * @param armored the same in ASCII armor
         */
        record Found(Certificate certificate, String armored) implements Outcome {}

        /** Nobody has it. */
        record NotFound() implements Outcome {}

        /** A keyserver could not be asked; nobody else has it. */
        record Failed(String why) implements Outcome {}
    }

    /** The certificate with this primary key or subkey, as far as it is known already. */
    public Uni<Outcome> known(Fingerprint key) {
        Optional<Outcome.Found> remembered = memory.certificate(key);
        return remembered.isPresent()
                ? Uni.createFrom().item(remembered.get())
                : repository.byFingerprint(key).chain(result -> switch (result) {
                    case StoreResult.Done<Optional<StoredCertificate>>(var stored) -> read(stored);
                    case StoreResult.Unavailable<Optional<StoredCertificate>> away ->
                        Uni.createFrom().<Outcome>item(new Outcome.Failed(away.why()));
                });
    }

    /** The certificate with this primary key or subkey. */
    public Uni<Outcome> byFingerprint(Fingerprint key) {
        return known(key)
                .chain(outcome -> outcome instanceof Outcome.Found
                        ? Uni.createFrom().item(outcome)
                        : fromKeyservers(key.hex(), server -> vks.byFingerprint(server, key)));
    }

    /**
     * The certificate with a key of this ID. Of several that are known, any: who asks for a key ID gets no more certainty.
     *
     * @param keyId 16 hexadecimal digits
     */
    public Uni<Outcome> byKeyId(String keyId) {
        String digits = keyId.toUpperCase(Locale.ROOT);
        return repository
                .byKeyId(digits)
                .chain(result -> switch (result) {
                    case StoreResult.Done<List<StoredCertificate>>(var stored) ->
                        read(stored.stream().findFirst());
                    case StoreResult.Unavailable<List<StoredCertificate>> away ->
                        Uni.createFrom().<Outcome>item(new Outcome.Failed(away.why()));
                })
                .chain(outcome -> outcome instanceof Outcome.Found
                        ? Uni.createFrom().item(outcome)
                        : fromKeyservers(digits, server -> vks.byKeyId(server, digits)));
    }

    private Uni<Outcome> read(Optional<StoredCertificate> stored) {
        return stored.isEmpty()
                ? Uni.createFrom().item(new Outcome.NotFound())
                : workers.run(() -> {
                    Certificate certificate = certificates.read(stored.get());
                    var found = new Outcome.Found(certificate, certificate.toArmored());
                    memory.remember(found);
                    return found;
                });
    }

    private interface Question {
        Uni<StepOutcome> to(int server);
    }

    private Uni<Outcome> fromKeyservers(String name, Question question) {
        return missing.getIfPresent(name) != null
                ? Uni.createFrom().item(new Outcome.NotFound())
                : running.join(
                        name,
                        () -> inOrder(question, 0, new Outcome.NotFound()).invoke(outcome -> {
                            if (outcome instanceof Outcome.NotFound) {
                                missing.put(name, true);
                            }
                        }));
    }

    private Uni<Outcome> inOrder(Question question, int server, Outcome soFar) {
        if (server >= vks.count()) {
            return Uni.createFrom().item(soFar);
        }
        return question.to(server).chain(outcome -> switch (outcome) {
            case StepOutcome.KeyFound(Finding finding) ->
                knowledge
                        .learn(finding.certificate(), Reason.LOOKUP)
                        .map(update -> new Outcome.Found(
                                update.certificate(), update.certificate().toArmored()));
            case StepOutcome.NoKey _, StepOutcome.NotResponsible _ -> inOrder(question, server + 1, soFar);
            case StepOutcome.Refused _, StepOutcome.Failed _ ->
                inOrder(question, server + 1, new Outcome.Failed(outcome.detail()));
        });
    }
}
