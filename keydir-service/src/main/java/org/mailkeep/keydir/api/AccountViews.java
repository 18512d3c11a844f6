package org.mailkeep.keydir.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.mailkeep.contracts.EmailAddress;
import org.mailkeep.keydir.domain.ownership.Account;
import org.mailkeep.keydir.domain.ownership.AddressState;
import org.mailkeep.keydir.domain.ownership.HeldAddress;

/** Accounts as clients see them. */
final class AccountViews {

    private AccountViews() {}

    @Schema(name = "AccountAddresses", description = "All addresses that the account is to use.")
    record NewAccount(
            @Schema(required = true, examples = "alice@example.org") @Nullable String primary,

            @Schema(
                    description = "The others. What is not named any more is retired on an own domain, and removed on a"
                            + " customer's.")
            @Nullable List<@Nullable String> aliases) {}

    @Schema(name = "NewAlias")
    record NewAlias(@Schema(required = true) @Nullable String address) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "Account", description = "An account with every address that it holds.")
    record AccountView(
            String id,

            @Schema(description = "Missing when the customer's domain that it was on was given up.") @Nullable String primary,

            List<String> aliases,

            @Schema(description = "Also those that are not in use any more.")
            List<AddressView> addresses) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "HeldAddress")
    record AddressView(
            String address,

            @Schema(enumeration = {"primary", "alias", "retired", "removed"})
            String state,

            @Schema(description = "Of a removed one: from then on another account may have it.") @Nullable Instant freeFrom) {}

    static AccountView of(Account account) {
        return new AccountView(
                account.id().value(),
                account.primary().map(EmailAddress::toString).orElse(null),
                account.aliases().stream().map(EmailAddress::toString).toList(),
                account.addresses().stream().map(AccountViews::of).toList());
    }

    private static AddressView of(HeldAddress held) {
        String address = held.address().toString();
        return switch (held.state()) {
            case AddressState.Primary _ -> new AddressView(address, "primary", null);
            case AddressState.Alias _ -> new AddressView(address, "alias", null);
            case AddressState.Retired _ -> new AddressView(address, "retired", null);
            case AddressState.Removed removed -> new AddressView(address, "removed", removed.freeFrom());
        };
    }
}
