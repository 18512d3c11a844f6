package org.mailkeep.keydir.app;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.mailkeep.keydir.config.WkdConfig;
import org.mailkeep.keydir.domain.Publication;
import org.mailkeep.keydir.domain.wkd.ServedKey;
import org.mailkeep.keydir.domain.wkd.WkdAnswer;
import org.mailkeep.keydir.store.PublicationIndex;
import org.mailkeep.keydir.store.PublicationRepository;
import org.mailkeep.platform.rate.AskingRate;
import org.mailkeep.platform.rate.SourceLimits;
import org.mailkeep.platform.store.StoreResult;

/** What the configuration decides of the Web Key Directory. */
class WkdBeans {

    private static final long MEGABYTE = 1024 * 1024;

    @Produces
    @Singleton
    Directory directory(WkdConfig config, PublicationRepository publications, PublicationIndex index, Clock clock) {
        return config.memoryMegabytes().isPresent()
                ? new CachedDirectory(
                        config.memoryMegabytes().getAsLong() * MEGABYTE,
                        location -> publications
                                .find(location.domain(), location.hash().value())
                                .map(WkdBeans::answer))
                : new WholeDirectory(publications, index, clock, config.comparisonInterval());
    }

    @Produces
    @Singleton
    SourceLimits limits(WkdConfig config) {
        return new SourceLimits(new AskingRate(config.requestsPerSecond(), config.burst()), System::nanoTime);
    }

    @Produces
    @Singleton
    WkdSettings settings(WkdConfig config) {
        return new WkdSettings(config.maxAge());
    }

    private static WkdAnswer answer(StoreResult<Optional<Publication>> result) {
        return switch (result) {
            case StoreResult.Done<Optional<Publication>>(Optional<Publication> found) ->
                found.<WkdAnswer>map(publication -> new WkdAnswer.Found(
                                ServedKey.of(publication.certificates().toArray())))
                        .orElse(WkdAnswer.NOT_FOUND);
            case StoreResult.Unavailable<Optional<Publication>> _ -> new WkdAnswer.Unavailable();
        };
    }
}
