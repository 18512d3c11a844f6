package org.mailkeep.keydir.app;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.config.KeydirConfig;
import org.mailkeep.keydir.confirm.DomainConfirmation;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.ProofFinding;
import org.mailkeep.keydir.domain.served.Verification;
import org.mailkeep.keydir.store.AddressRepository;
import org.mailkeep.keydir.store.DomainRepository;
import org.mailkeep.platform.store.StoreResult;

/** Looks whether a customer's domain wants to be served here: when asked, and again and again. */
@ApplicationScoped
public class VerifyDomain {

    private static final int BATCH = 100;
    private static final int AT_ONCE = 8;

    /** More than the looks at a batch take; after it, a replica that died over them is not waited for. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final String SCHEDULE = "schedule";

    private final DirectoryChanges changes;
    private final DomainRepository domains;
    private final AddressRepository addresses;
    private final DomainConfirmation confirmation;
    private final ServedDomains served;
    private final PutDomain tokens;
    private final Rules rules;
    private final KeydirConfig config;
    private final Clock clock;

    VerifyDomain(
            DirectoryChanges changes,
            DomainRepository domains,
            AddressRepository addresses,
            DomainConfirmation confirmation,
            ServedDomains served,
            PutDomain tokens,
            Rules rules,
            KeydirConfig config,
            Clock clock) {
        this.changes = changes;
        this.domains = domains;
        this.addresses = addresses;
        this.confirmation = confirmation;
        this.served = served;
        this.tokens = tokens;
        this.rules = rules;
        this.config = config;
        this.clock = clock;
    }

    /** Looks at DNS now; yields the domain as it stands then, or nothing when it is not known. */
    public Uni<Optional<DirectoryDomain>> verify(DomainName name, String actor) {
        return DirectoryUnavailableException.orFail(domains.find(name))
                .flatMap(known -> known.filter(domain -> domain.kind() == DirectoryDomain.Kind.CUSTOM)
                        .map(domain -> confirmation
                                .look(domain)
                                .flatMap(finding ->
                                        changes.make(actor, change -> step(change, name, domain.token(), finding)))
                                .invoke(after -> after.ifPresent(this::remember)))
                        .orElseGet(() -> Uni.createFrom().item(known)));
    }

    @Scheduled(
            every = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> tick() {
        Instant now = clock.instant();
        return domains.claimChecks(now, now.plus(LEASE), BATCH).flatMap(result -> switch (result) {
            case StoreResult.Done<List<DomainName>>(var due) ->
                Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUni(domain -> verify(domain, SCHEDULE)
                                // The next look comes when the lease is over.
                                .onFailure(DirectoryUnavailableException.class)
                                .recoverWithItem(Optional.empty()))
                        .merge(AT_ONCE)
                        .onItem()
                        .ignoreAsUni();
            case StoreResult.Unavailable<List<DomainName>> _ -> Uni.createFrom().voidItem();
        });
    }

    private Uni<Optional<DirectoryDomain>> step(
            DirectoryChange change, DomainName name, String token, ProofFinding finding) {
        return domains.locked(change.session(), name).flatMap(known -> {
            // What was found is about another token, or the domain is gone: the next look will tell.
            if (known.filter(domain -> domain.token().equals(token)).isEmpty()) {
                return Uni.createFrom().item(known);
            }
            DirectoryDomain before = known.get();
            Verification after = before.verification().after(finding, change.now(), rules.patience());
            DirectoryDomain domain = before.with(after);
            return Verification.givesUpAddresses(before.verification(), after)
                    ? giveUp(change, domain.withToken(tokens.newToken()))
                    : store(change, before, domain);
        });
    }

    private Uni<Optional<DirectoryDomain>> store(
            DirectoryChange change, DirectoryDomain before, DirectoryDomain domain) {
        Uni<Void> stored = domains.update(change.session(), domain, nextCheck(change));
        if (before.isServed() == domain.isServed()) {
            return stored.replaceWith(Optional.of(domain));
        }
        tell(change, domain);
        return stored.chain(() -> addresses.scheduleAll(change.session(), domain.name(), change.now()))
                .replaceWith(Optional.of(domain));
    }

    private Uni<Optional<DirectoryDomain>> giveUp(DirectoryChange change, DirectoryDomain domain) {
        change.record(change.entry(AuditAction.DOMAIN_GIVEN_UP).onDomain(domain.name()));
        return domains.update(change.session(), domain, nextCheck(change))
                .chain(() -> addresses.removeAll(
                        change.session(), domain.name(), change.now().plus(rules.quarantine()), change.now()))
                .replaceWith(Optional.of(domain));
    }

    private static void tell(DirectoryChange change, DirectoryDomain domain) {
        switch (domain.verification()) {
            case Verification.Verified verified -> {
                change.record(change.entry(AuditAction.DOMAIN_VERIFIED)
                        .onDomain(domain.name())
                        .saying(verified.method().word()));
                change.tell(new KeydirEvent.DomainServed(domain.name(), "verified", change.now()));
            }
            case Verification.Lapsed lapsed -> {
                change.record(change.entry(AuditAction.DOMAIN_LAPSED)
                        .onDomain(domain.name())
                        .saying(lapsed.why()));
                change.tell(new KeydirEvent.DomainUnserved(domain.name(), "lapsed", change.now()));
            }
            case Verification.NotNeeded _, Verification.Pending _ ->
                throw new IllegalStateException("from these nothing changes what is served");
        }
    }

    private void remember(DirectoryDomain domain) {
        if (domain.isServed()) {
            served.add(domain.name());
        } else {
            served.remove(domain.name());
        }
    }

    private Optional<Instant> nextCheck(DirectoryChange change) {
        return Optional.of(change.now().plus(config.reverifyEvery()));
    }
}
