package org.mailkeep.keylookup.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.mailkeep.contracts.Fingerprint;
import org.mailkeep.keylookup.domain.Finding;
import org.mailkeep.keylookup.domain.KeyUpdate;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.keylookup.events.KeylookupEvents.Reason;
import org.mailkeep.keylookup.lookup.VksClient;
import org.mailkeep.openpgp.Certificate;

/**
 * Asks every keyserver for a certificate by its fingerprint and adds what they know: revocations, new subkeys, another expiry.
 * One of them may have what the others lack.
 */
@ApplicationScoped
public class RefreshCertificate {

    /** Whoever asks for a refresh sooner gets the last one's result. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private static final long MAX_REMEMBERED = 10_000;

    private final VksClient vks;
    private final Knowledge knowledge;
    private final Coalescing<Fingerprint, Outcome> running = new Coalescing<>();
    private final Cache<Fingerprint, Outcome> recent = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(PAUSE)
            .build();

    RefreshCertificate(VksClient vks, Knowledge knowledge) {
        this.vks = vks;
        this.knowledge = knowledge;
    }

    /**
     * What came of a refresh.
     *
     * @param certificate with all that is known of it, where a keyserver has it; that none has it is no news about it
     * @param changes words of what is new
     * @param failures what went wrong with keyservers
     */
    public record Outcome(Optional<Certificate> certificate, Set<String> changes, List<String> failures) {

        public Outcome {
            failures = List.copyOf(failures);
        }

        /** Whether a keyserver has the certificate. */
        public boolean isFound() {
            return certificate.isPresent();
        }

        /** Whether at least one keyserver answered, or there is none to answer. */
        boolean isAnswered(int servers) {
            return failures.isEmpty() || failures.size() < servers;
        }
    }

    /** Refreshes a certificate, by the fingerprint of its primary key. */
    public Uni<Outcome> refresh(Fingerprint key) {
        return Optional.ofNullable(recent.getIfPresent(key))
                .map(outcome -> Uni.createFrom().item(outcome))
                .orElseGet(() -> running.join(key, () -> askAll(key)).invoke(outcome -> recent.put(key, outcome)));
    }

    /** Whether a refresh learnt what there is to learn. */
    boolean isComplete(Outcome outcome) {
        return outcome.isAnswered(vks.count());
    }

    private record Part(Optional<KeyUpdate> update, Optional<String> failure) {}

    private Uni<Outcome> askAll(Fingerprint key) {
        return Multi.createFrom()
                .items(IntStream.range(0, vks.count()).boxed())
                .onItem()
                .transformToUniAndConcatenate(server -> ask(server, key))
                .collect()
                .asList()
                .map(parts -> {
                    Set<String> changes = new LinkedHashSet<>();
                    parts.stream()
                            .flatMap(part -> part.update().stream())
                            .flatMap(update -> update.changes().stream())
                            .forEach(change -> changes.add(change.word()));
                    return new Outcome(
                            parts.stream()
                                    .flatMap(part -> part.update().stream())
                                    .map(KeyUpdate::certificate)
                                    .reduce((_, last) -> last),
                            changes,
                            parts.stream()
                                    .flatMap(part -> part.failure().stream())
                                    .toList());
                });
    }

    private Uni<Part> ask(int server, Fingerprint key) {
        return vks.byFingerprint(server, key).chain(outcome -> switch (outcome) {
            case StepOutcome.KeyFound(Finding finding) ->
                knowledge
                        .learn(finding.certificate(), Reason.REFRESH)
                        .map(update -> new Part(Optional.of(update), Optional.empty()));
            case StepOutcome.NoKey _, StepOutcome.NotResponsible _ ->
                Uni.createFrom().item(new Part(Optional.empty(), Optional.empty()));
            case StepOutcome.Refused _, StepOutcome.Failed _ ->
                Uni.createFrom()
                        .item(new Part(Optional.empty(), Optional.of(vks.host(server) + ": " + outcome.detail())));
        });
    }
}
