package org.mailkeep.keydir.domain.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.mailkeep.contracts.DomainName;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.AddressState.Alias;
import org.mailkeep.keydir.domain.ownership.AddressState.Primary;
import org.mailkeep.keydir.domain.ownership.AddressState.Removed;
import org.mailkeep.keydir.domain.ownership.AddressState.Retired;
import org.mailkeep.keydir.domain.served.DirectoryDomain;
import org.mailkeep.keydir.domain.served.ProofMethod;
import org.mailkeep.keydir.domain.served.Verification;

/** Whose address it is, whatever is asked in whatever order. */
class OwnershipTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Duration QUARANTINE = Duration.ofDays(365);
    private static final AccountId ALICE = new AccountId("alice");
    private static final AccountId BOB = new AccountId("bob");

    private static final Map<DomainName, DirectoryDomain> DOMAINS = Map.of(
            new DomainName("own.example"),
            domain("own.example", DirectoryDomain.Kind.OWN, new Verification.NotNeeded(NOW)),
            new DomainName("custom.example"),
            domain(
                    "custom.example",
                    DirectoryDomain.Kind.CUSTOM,
                    new Verification.Verified(ProofMethod.TXT, NOW, NOW, Optional.empty())),
            new DomainName("pending.example"),
            domain("pending.example", DirectoryDomain.Kind.CUSTOM, new Verification.Pending(NOW, Optional.empty())));

    private final Map<EmailAddress, HeldAddress> held = new HashMap<>();

    @Test
    void anAddressThatNobodyHadIsFree() {
        claims("a@own.example", new Claim.Free());
        claims("a@custom.example", new Claim.Free());
        claims("a@foreign.example", new Claim.Refused(new Claim.Refusal.ForeignDomain()));
        claims("a@sub.own.example", new Claim.Refused(new Claim.Refusal.ForeignDomain()));
        claims("a@pending.example", new Claim.Refused(new Claim.Refusal.DomainNotVerified()));
    }

    @Test
    void anAddressOfAnotherIsRefusedForEverOnAnOwnDomain() {
        for (AddressState state : List.of(new Primary(), new Alias(), new Retired())) {
            holds(BOB, "b@own.example", state);
            claims("b@own.example", new Claim.Refused(new Claim.Refusal.Taken()));
            claims("B@own.example", new Claim.Refused(new Claim.Refusal.Taken())); // the same mailbox
        }
    }

    @Test
    void onACustomersDomainItIsRefusedUntilTheQuarantineIsOver() {
        holds(BOB, "b@custom.example", new Retired());
        claims("b@custom.example", new Claim.Refused(new Claim.Refusal.Taken()));
        holds(BOB, "b@custom.example", new Removed(NOW.plusMillis(1)));
        claims("b@custom.example", new Claim.Refused(new Claim.Refusal.InQuarantine(NOW.plusMillis(1))));
        holds(BOB, "b@custom.example", new Removed(NOW));
        claims("b@custom.example", new Claim.FreeAgain());
    }

    @Test
    void onesOwnAddressCanBeTakenBackAtAnyTime() {
        holds(ALICE, "a@own.example", new Retired());
        claims("a@own.example", new Claim.Held(new Retired()));
        holds(ALICE, "a@custom.example", new Removed(NOW.plusSeconds(60)));
        claims("a@custom.example", new Claim.Held(new Removed(NOW.plusSeconds(60))));
        // not while the domain is not proven; but what is in use stays so
        holds(ALICE, "a@pending.example", new Retired());
        claims("a@pending.example", new Claim.Refused(new Claim.Refusal.DomainNotVerified()));
        holds(ALICE, "a@pending.example", new Alias());
        claims("a@pending.example", new Claim.Held(new Alias()));
    }

    @Test
    void aPlanReleasesFirstAndMakesThePrimaryAddressLast() {
        holds(ALICE, "old@own.example", new Primary());
        holds(ALICE, "x@custom.example", new Alias());
        holds(ALICE, "y@own.example", new Alias());
        assertThat(plan("new@own.example", "y@own.example", "old@own.example"))
                .isEqualTo(new AccountPlan.Accepted(List.of(
                        new AddressChange.Become(address("x@custom.example"), new Removed(NOW.plus(QUARANTINE))),
                        new AddressChange.Become(address("old@own.example"), new Alias()),
                        new AddressChange.Take(address("new@own.example"), new Primary()))));
        assertThat(plan("y@own.example"))
                .isEqualTo(new AccountPlan.Accepted(List.of(
                        new AddressChange.Become(address("x@custom.example"), new Removed(NOW.plus(QUARANTINE))),
                        new AddressChange.Become(address("old@own.example"), new Retired()),
                        new AddressChange.Become(address("y@own.example"), new Primary()))));
    }

    @Test
    void aPlanThatChangesNothingHasNoSteps() {
        holds(ALICE, "a@own.example", new Primary());
        holds(ALICE, "x@own.example", new Alias());
        assertThat(plan("a@own.example", "x@own.example", "a@own.example"))
                .isEqualTo(new AccountPlan.Accepted(List.of()));
        assertThat(ownership().planAlias(ALICE, address("x@own.example")))
                .isEqualTo(new AccountPlan.Accepted(List.of()));
        assertThat(ownership().planAlias(ALICE, address("a@own.example")))
                .isEqualTo(new AccountPlan.Accepted(List.of()));
    }

    @Test
    void oneRefusedAddressStopsThePlan() {
        holds(BOB, "b@own.example", new Alias());
        assertThat(plan("a@own.example", "b@own.example"))
                .isEqualTo(new AccountPlan.Refused(address("b@own.example"), new Claim.Refusal.Taken()));
    }

    @Test
    void anAliasOnAnOwnDomainCanOnlyBeRetired() {
        holds(ALICE, "x@own.example", new Alias());
        assertThat(ownership().removeAlias(ALICE, address("x@own.example"))).isEqualTo(new AliasEnd.Protected());
        assertThat(ownership().retireAlias(ALICE, address("x@own.example")))
                .isEqualTo(new AliasEnd.Ends(new Retired()));
        holds(ALICE, "x@own.example", new Retired());
        assertThat(ownership().removeAlias(ALICE, address("x@own.example"))).isEqualTo(new AliasEnd.Protected());
        assertThat(ownership().retireAlias(ALICE, address("x@own.example"))).isEqualTo(new AliasEnd.Ended());
    }

    @Test
    void anAliasOnACustomersDomainCanBeRemoved() {
        holds(ALICE, "x@custom.example", new Alias());
        assertThat(ownership().removeAlias(ALICE, address("x@custom.example")))
                .isEqualTo(new AliasEnd.Ends(new Removed(NOW.plus(QUARANTINE))));
        holds(ALICE, "x@custom.example", new Removed(NOW));
        assertThat(ownership().removeAlias(ALICE, address("x@custom.example"))).isEqualTo(new AliasEnd.Ended());
        assertThat(ownership().removeAlias(BOB, address("x@custom.example"))).isEqualTo(new AliasEnd.NotHeld());
        holds(ALICE, "x@custom.example", new Primary());
        assertThat(ownership().removeAlias(ALICE, address("x@custom.example"))).isEqualTo(new AliasEnd.IsPrimary());
        assertThat(ownership().retireAlias(ALICE, address("x@custom.example"))).isEqualTo(new AliasEnd.IsPrimary());
    }

    /** What one caller asks for; time goes on before it does. */
    record Wish(AccountId account, Duration pause, String verb, EmailAddress address, Set<EmailAddress> others) {}

    @Property(tries = 500)
    void noAddressEverGoesToAnotherAccount(@ForAll("wishes") List<Wish> wishes) {
        Instant now = NOW;
        Map<EmailAddress, HeldAddress> state = new HashMap<>();
        Map<EmailAddress, AccountId> firstHolder = new HashMap<>();
        Map<EmailAddress, Instant> givenBack = new HashMap<>();
        for (Wish wish : wishes) {
            now = now.plus(wish.pause());
            for (AddressChange change : changes(wish, new Ownership(state, DOMAINS, QUARANTINE, now))) {
                HeldAddress before = state.get(change.address());
                state.put(change.address(), new HeldAddress(change.address(), wish.account(), change.state()));
                if (before != null && !before.account().equals(wish.account())) {
                    assertThat(change.address().domain().value()).isEqualTo("custom.example");
                    assertThat(change).isInstanceOf(AddressChange.TakeAgain.class);
                    assertThat(now)
                            .isAfterOrEqualTo(givenBack
                                    .getOrDefault(change.address(), Instant.MAX.minus(QUARANTINE))
                                    .plus(QUARANTINE));
                }
                if (change.state() instanceof Removed) {
                    assertThat(change.address().domain().value()).isEqualTo("custom.example");
                    givenBack.put(change.address(), now);
                }
                if (change.address().domain().value().equals("own.example")) {
                    assertThat(firstHolder.computeIfAbsent(change.address(), _ -> wish.account()))
                            .isEqualTo(wish.account());
                }
            }
            assertThat(state.values().stream()
                            .filter(address -> address.state() instanceof Primary)
                            .map(HeldAddress::account))
                    .doesNotHaveDuplicates();
        }
    }

    private static List<AddressChange> changes(Wish wish, Ownership ownership) {
        return switch (wish.verb()) {
            case "put" ->
                ownership.plan(wish.account(), wish.address(), wish.others()) instanceof AccountPlan.Accepted accepted
                        ? accepted.changes()
                        : List.of();
            case "add" ->
                ownership.planAlias(wish.account(), wish.address()) instanceof AccountPlan.Accepted accepted
                        ? accepted.changes()
                        : List.of();
            case "remove" ->
                ownership.removeAlias(wish.account(), wish.address()) instanceof AliasEnd.Ends(var state)
                        ? List.of(new AddressChange.Become(wish.address(), state))
                        : List.of();
            default ->
                ownership.retireAlias(wish.account(), wish.address()) instanceof AliasEnd.Ends(var state)
                        ? List.of(new AddressChange.Become(wish.address(), state))
                        : List.of();
        };
    }

    @Provide
    Arbitrary<List<Wish>> wishes() {
        Arbitrary<EmailAddress> addresses = Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.of("own.example", "custom.example", "pending.example", "foreign.example"))
                .as((local, domain) -> new EmailAddress(local, new DomainName(domain)));
        return Combinators.combine(
                        Arbitraries.of("alice", "bob", "carol").map(AccountId::new),
                        Arbitraries.of(Duration.ZERO, Duration.ofDays(100), Duration.ofDays(365)),
                        Arbitraries.of("put", "add", "remove", "retire"),
                        addresses,
                        addresses.set().ofMaxSize(3))
                .as(Wish::new)
                .list()
                .ofMaxSize(30);
    }

    private void holds(AccountId account, String address, AddressState state) {
        held.put(address(address), new HeldAddress(address(address), account, state));
    }

    private void claims(String address, Claim expected) {
        assertThat(ownership().claim(ALICE, address(address))).isEqualTo(expected);
    }

    private AccountPlan plan(String primary, String... aliases) {
        return ownership()
                .plan(
                        ALICE,
                        address(primary),
                        List.of(aliases).stream().map(EmailAddress::of).collect(Collectors.toCollection(HashSet::new)));
    }

    private Ownership ownership() {
        return new Ownership(held, DOMAINS, QUARANTINE, NOW);
    }

    private static EmailAddress address(String text) {
        return EmailAddress.of(text);
    }

    private static DirectoryDomain domain(String name, DirectoryDomain.Kind kind, Verification verification) {
        return new DirectoryDomain(new DomainName(name), kind, "token", verification);
    }
}
