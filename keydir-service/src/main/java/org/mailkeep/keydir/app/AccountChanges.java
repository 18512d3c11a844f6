package org.mailkeep.keydir.app;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.contracts.KeydirEvent;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.audit.AuditAction;
import org.mailkeep.keydir.domain.audit.AuditRecord;
import org.mailkeep.keydir.domain.ownership.AccountPlan;
import org.mailkeep.keydir.domain.ownership.AddressChange;
import org.mailkeep.keydir.domain.ownership.AddressState;
import org.mailkeep.keydir.domain.ownership.Claim;
import org.mailkeep.keydir.domain.ownership.HeldAddress;
import org.mailkeep.keydir.domain.ownership.Ownership;
import org.mailkeep.keydir.store.AddressRepository;
import org.mailkeep.keydir.store.DomainRepository;
import org.mailkeep.openpgp.WkdHash;

/** Carries out what the rules of ownership allow. */
@ApplicationScoped
class AccountChanges {

    private final AddressRepository addresses;
    private final DomainRepository domains;
    private final Publisher publisher;
    private final Rules rules;

    AccountChanges(AddressRepository addresses, DomainRepository domains, Publisher publisher, Rules rules) {
        this.addresses = addresses;
        this.domains = domains;
        this.publisher = publisher;
        this.rules = rules;
    }

    /** What the rules need to know to decide on these addresses; the account is to be locked before. */
    Uni<Ownership> ownership(DirectoryChange change, AccountId account, Collection<EmailAddress> asked) {
        return addresses.held(change.session(), account, asked).flatMap(held -> {
            Set<DomainName> names = new TreeSet<>();
            asked.forEach(address -> names.add(address.domain()));
            held.keySet().forEach(address -> names.add(address.domain()));
            return domains.known(change.session(), names)
                    .map(known -> new Ownership(held, known, rules.quarantine(), change.now()));
        });
    }

    /**
     * Decides and carries out. A refused plan changes nothing.
     *
     * @param asked the addresses that the plan is about
     */
    Uni<AccountPlan> apply(
            DirectoryChange change,
            AccountId account,
            Collection<EmailAddress> asked,
            Function<Ownership, AccountPlan> planning) {
        return ownership(change, account, asked).flatMap(ownership -> switch (planning.apply(ownership)) {
            case AccountPlan.Accepted accepted -> apply(change, account, accepted.changes());
            case AccountPlan.Refused refused -> {
                change.giveUp();
                yield Uni.createFrom().<AccountPlan>item(refused);
            }
            case AccountPlan.TooMany tooMany -> {
                change.giveUp();
                yield Uni.createFrom().<AccountPlan>item(tooMany);
            }
        });
    }

    /** Carries out these steps, and serves what follows from them. */
    Uni<AccountPlan> apply(DirectoryChange change, AccountId account, List<AddressChange> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(step -> addresses
                        .apply(change.session(), account, step, change.now())
                        .map(done -> new Step(step, done)))
                .invoke(step -> {
                    if (step.done()) {
                        tell(change, account, step.change());
                    }
                })
                .collect()
                .asList()
                .flatMap(done -> done.stream()
                        .filter(step -> !step.done())
                        .findFirst()
                        .map(lost -> {
                            change.giveUp();
                            return Uni.createFrom()
                                    .<AccountPlan>item(new AccountPlan.Refused(
                                            lost.change().address(), new Claim.Refusal.Taken()));
                        })
                        .orElseGet(() -> publisher
                                .refresh(change, account, held(account, steps), "address")
                                .replaceWith(new AccountPlan.Accepted(steps))));
    }

    private record Step(AddressChange change, boolean done) {}

    private static List<HeldAddress> held(AccountId account, List<AddressChange> steps) {
        return steps.stream()
                .map(step -> new HeldAddress(step.address(), account, step.state()))
                .toList();
    }

    private static void tell(DirectoryChange change, AccountId account, AddressChange step) {
        change.record(entry(change, step).onAccount(account).onAddress(step.address()));
        if (!step.state().isInUse()) {
            EmailAddress address = step.address();
            change.tell(new KeydirEvent.AddressRetired(
                    address,
                    address.domain(),
                    WkdHash.of(address).value(),
                    step.state() instanceof AddressState.Removed ? "removed" : "retired",
                    change.now()));
        }
    }

    private static AuditRecord entry(DirectoryChange change, AddressChange step) {
        return switch (step) {
            case AddressChange.Take take ->
                change.entry(AuditAction.ADDRESS_TAKEN).saying(word(take.state()));
            case AddressChange.TakeAgain again ->
                change.entry(AuditAction.ADDRESS_TAKEN).saying(word(again.state()) + ", after a quarantine");
            case AddressChange.Become become ->
                switch (become.state()) {
                    case AddressState.Primary _, AddressState.Alias _ ->
                        change.entry(AuditAction.ADDRESS_CHANGED).saying(word(become.state()));
                    case AddressState.Retired _ -> change.entry(AuditAction.ADDRESS_RETIRED);
                    case AddressState.Removed removed ->
                        change.entry(AuditAction.ADDRESS_REMOVED).saying("free from " + removed.freeFrom());
                };
        };
    }

    private static String word(AddressState state) {
        return state instanceof AddressState.Primary ? "primary" : "alias";
    }
}
