package org.mailkeep.keydir.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.AccountId;
import org.mailkeep.keydir.domain.ownership.AddressState;
import org.mailkeep.keydir.domain.ownership.HeldAddress;

/** A row of {@code address}; the columns are explained in the migration. */
@Entity
@Table(name = "address")
class AddressRow {

    @Id
    String address;

    @Column(name = "domain")
    String domain;

    @Column(name = "account_id")
    String accountId;

    @Column(name = "state")
    String state;

    @Column(name = "since")
    Instant since;

    @Column(name = "free_from")
    @Nullable Instant freeFrom;

    @Column(name = "next_change")
    @Nullable Instant nextChange;

    static String word(AddressState state) {
        return switch (state) {
            case AddressState.Primary _ -> "primary";
            case AddressState.Alias _ -> "alias";
            case AddressState.Retired _ -> "retired";
            case AddressState.Removed _ -> "removed";
        };
    }

    void become(AddressState other, Instant now) {
        state = word(other);
        since = now.truncatedTo(ChronoUnit.MICROS);
        freeFrom = other instanceof AddressState.Removed removed
                ? removed.freeFrom().truncatedTo(ChronoUnit.MICROS)
                : null;
    }

    HeldAddress held() {
        return new HeldAddress(EmailAddress.of(address), new AccountId(accountId), addressState());
    }

    private AddressState addressState() {
        return switch (state) {
            case "primary" -> new AddressState.Primary();
            case "alias" -> new AddressState.Alias();
            case "retired" -> new AddressState.Retired();
            case "removed" -> new AddressState.Removed(Objects.requireNonNull(freeFrom));
            default -> throw new IllegalStateException("the schema knows no other state");
        };
    }
}
