package org.mailkeep.keydir.domain.ownership;

import java.util.List;
import org.mailkeep.contracts.EmailAddress;

/** What a wish for an account's addresses comes to. */
public sealed interface AccountPlan {

    /** These steps, in this order; none where the account is so already. */
    record Accepted(List<AddressChange> changes) implements AccountPlan {
        public Accepted {
            changes = List.copyOf(changes);
        }
    }

    /** Nothing at all is changed, because of this address. */
    record Refused(EmailAddress address, Claim.Refusal why) implements AccountPlan {}

    /** Nothing at all is changed: an account has no more addresses than this in use. */
    record TooMany(int limit) implements AccountPlan {}
}
