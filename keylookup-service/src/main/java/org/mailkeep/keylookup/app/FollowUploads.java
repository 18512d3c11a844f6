package org.mailkeep.keylookup.app;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.mailkeep.keylookup.domain.StepOutcome;
import org.mailkeep.keylookup.lookup.VksClient;
import org.mailkeep.keylookup.store.UploadRepository;
import org.mailkeep.keylookup.store.UploadRepository.Upload;
import org.mailkeep.platform.store.StoreResult;

/**
 * Finds out whether addresses of uploaded certificates are published by now: a keyserver tells nobody when the owner of an
 * address followed the link in its mail. It is asked by and by, ever more seldom, until it shows the certificate for the
 * address, or for a month.
 */
@ApplicationScoped
class FollowUploads {

    private static final int SERVER = 0;
    private static final int AT_ONCE = 20;

    /** Of the first question, and the shortest time between two. */
    private static final Duration FIRST = Duration.ofMinutes(10);

    private static final Duration GIVEN_UP = Duration.ofDays(30);

    private final VksClient vks;
    private final UploadRepository uploads;
    private final Clock clock;

    FollowUploads(VksClient vks, UploadRepository uploads, Clock clock) {
        this.vks = vks;
        this.uploads = uploads;
        this.clock = clock;
    }

    /** When an address that waits for its mail is looked up first. */
    static Instant firstTime(Instant now) {
        return now.plus(FIRST);
    }

    @Scheduled(
            every = "1m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    Uni<Void> followThoseThatAreDue() {
        if (vks.count() == 0) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        return uploads.claim(vks.host(SERVER), now, FIRST, now.minus(GIVEN_UP), AT_ONCE)
                .chain(result -> switch (result) {
                    case StoreResult.Done<List<Upload>>(List<Upload> due) ->
                        follow(due).replaceWithVoid();
                    case StoreResult.Unavailable<List<Upload>> _ ->
                        Uni.createFrom().voidItem();
                });
    }

    /** How far they are now; what is news is stored. */
    Uni<List<Upload>> follow(List<Upload> known) {
        return Multi.createFrom()
                .iterable(known)
                .onItem()
                .transformToUniAndConcatenate(this::follow)
                .collect()
                .asList()
                .call(now -> {
                    List<Upload> news = now.stream()
                            .filter(upload -> !known.contains(upload))
                            .toList();
                    return news.isEmpty()
                            ? Uni.createFrom().voidItem()
                            : uploads.save(news, firstTime(clock.instant()));
                });
    }

    private Uni<Upload> follow(Upload upload) {
        boolean waits = upload.requested()
                && upload.state().equals(Upload.PENDING)
                && vks.count() > 0
                && vks.host(SERVER).equals(upload.server());
        return waits
                ? vks.byEmail(SERVER, upload.email())
                        .map(outcome -> isPublished(upload, outcome) ? upload.published(clock.instant()) : upload)
                : Uni.createFrom().item(upload);
    }

    private static boolean isPublished(Upload upload, StepOutcome outcome) {
        return outcome instanceof StepOutcome.KeyFound(var finding)
                && Consequences.all(finding)
                        .anyMatch(certificate -> certificate.fingerprint().equals(upload.fingerprint()));
    }
}
