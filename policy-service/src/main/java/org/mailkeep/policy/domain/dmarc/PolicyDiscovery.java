package org.mailkeep.policy.domain.dmarc;

import java.util.Optional;
import org.mailkeep.contracts.DomainName;

/** The policy that applies to an author domain (RFC 9989 §4.10.1). */
public sealed interface PolicyDiscovery {

    /** Where the record stands, seen from the author domain. */
    enum Place {
        AUTHOR_DOMAIN,
        ORGANIZATIONAL_DOMAIN,
        PUBLIC_SUFFIX
    }

    /**
     * There is a record.
     *
     * @param at the domain that publishes it
     */
    record Found(DomainName at, Place place, DmarcRecord record) implements PolicyDiscovery {

        /** Whether the preference depends on the author domain's existence. */
        public boolean asksForExistence() {
            return place != Place.AUTHOR_DOMAIN && record.tellsMissingNamesApart();
        }

        /** What the owner prefers, before {@code t=y} softens it; empty where DMARC does not apply. */
        public Optional<Preference> preference(boolean authorDomainExists) {
            return place == Place.AUTHOR_DOMAIN ? record.forDomain() : record.forSubdomain(authorDomainExists);
        }
    }

    /** DMARC does not apply. */
    record NotPublished() implements PolicyDiscovery {}

    /**
     * DNS gave no answer on the way.
     *
     * @param why a sentence for people
     */
    record Undetermined(DomainName at, String why) implements PolicyDiscovery {}

    /** Finds the policy in a walk that started at the author domain. */
    static PolicyDiscovery of(TreeWalk.Ended walk) {
        Optional<PolicyDiscovery> own = found(walk, walk.start(), Place.AUTHOR_DOMAIN);
        if (own.isPresent()) {
            return own.get();
        }
        return switch (walk) {
            case TreeWalk.Failed failed -> new Undetermined(failed.at(), failed.why());
            case TreeWalk.Finished finished ->
                found(walk, finished.organizationalDomain(), Place.ORGANIZATIONAL_DOMAIN)
                        .or(() -> publicSuffix(finished))
                        .orElseGet(NotPublished::new);
        };
    }

    private static Optional<PolicyDiscovery> found(TreeWalk walk, DomainName at, Place place) {
        return walk.visits().stream()
                .filter(visit -> visit.at().equals(at))
                .flatMap(visit -> visit.record().stream())
                .<PolicyDiscovery>map(record -> new Found(at, place, record))
                .findFirst();
    }

    private static Optional<PolicyDiscovery> publicSuffix(TreeWalk.Finished walk) {
        TreeWalk.Visit last = walk.visits().getLast();
        return last.record()
                .filter(record -> record.psd() == PublicSuffix.YES)
                .map(record -> new Found(last.at(), Place.PUBLIC_SUFFIX, record));
    }
}
