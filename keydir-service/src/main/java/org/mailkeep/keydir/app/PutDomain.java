package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.ServableName;
import org.mailkeep.keydir.domain.served.Verification;
import org.mailkeep.keydir.store.DomainRepository;

/** Tells the directory of a domain. */
@ApplicationScoped
public class PutDomain {

    private static final int TOKEN_BITS = 160;

    private final DirectoryChanges changes;
    private final DomainRepository domains;
    private final ServedDomains served;
    private final SecureRandom random = new SecureRandom();

    PutDomain(DirectoryChanges changes, DomainRepository domains, ServedDomains served) {
        this.changes = changes;
        this.domains = domains;
        this.served = served;
    }

    /** What came of it. */
    public sealed interface Outcome {

        /** The directory knows the domain as this kind. */
        record Known(DirectoryDomain domain, boolean added) implements Outcome {}

        /** It is known as the other kind, and stays so. */
        record KindIsFixed(DirectoryDomain domain) implements Outcome {}

        /** The name is not taken. */
        record NotServable(String why) implements Outcome {}
    }

    /** Adds the domain where it is missing. An own one is served at once, a customer's after its proof. */
    public Uni<Outcome> put(DomainName name, DirectoryDomain.Kind kind, String actor) {
        Optional<String> objection = ServableName.objectionTo(name);
        if (objection.isPresent()) {
            return Uni.createFrom().item(new Outcome.NotServable(objection.get()));
        }
        return changes.make(
                        actor,
                        change -> domains.locked(change.session(), name)
                                .flatMap(known -> known.map(
                                                domain -> Uni.createFrom().item(compare(domain, kind)))
                                        .orElseGet(() -> add(change, name, kind))))
                .invoke(outcome -> {
                    if (outcome instanceof Outcome.Known known && known.domain().isServed()) {
                        served.add(name);
                    }
                });
    }

    private Uni<Outcome> add(DirectoryChange change, DomainName name, DirectoryDomain.Kind kind) {
        Instant now = change.now();
        DirectoryDomain domain = switch (kind) {
            case OWN -> new DirectoryDomain(name, kind, newToken(), new Verification.NotNeeded(now));
            case CUSTOM -> new DirectoryDomain(name, kind, newToken(), new Verification.Pending(now, Optional.empty()));
        };
        Optional<Instant> nextCheck = kind == DirectoryDomain.Kind.OWN ? Optional.empty() : Optional.of(now);
        return domains.add(change.session(), domain, nextCheck).flatMap(added -> {
            if (!added) {
                // Somebody else was faster.
                return domains.locked(change.session(), name).map(known -> compare(known.orElse(domain), kind));
            }
            change.record(change.entry(AuditAction.DOMAIN_ADDED).onDomain(name).saying(kind.word()));
            if (domain.isServed()) {
                change.tell(new KeydirEvent.DomainServed(name, "added", now));
            }
            return Uni.createFrom().item(new Outcome.Known(domain, true));
        });
    }

    private static Outcome compare(DirectoryDomain known, DirectoryDomain.Kind kind) {
        return known.kind() == kind ? new Outcome.Known(known, false) : new Outcome.KindIsFixed(known);
    }

    /** A word that nobody else's DNS has by chance. */
    String newToken() {
        return new BigInteger(TOKEN_BITS, random).toString(Character.MAX_RADIX);
    }
}
