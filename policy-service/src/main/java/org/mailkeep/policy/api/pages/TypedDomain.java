package org.mailkeep.policy.api.pages;

import java.util.Objects;
import org.mailkeep.contracts.DomainName;

/** What somebody typed where a domain is asked for; of an address the domain is taken. */
sealed interface TypedDomain {

    /** A domain name. */
    record Name(DomainName domain) implements TypedDomain {}

    /** Not a domain name; {@code fault} says why, in a sentence. */
    record None(String fault) implements TypedDomain {}

    static TypedDomain of(String typed) {
        try {
            return new Name(DomainName.of(typed.substring(typed.lastIndexOf('@') + 1)));
        } catch (IllegalArgumentException wrong) {
            return new None(Objects.requireNonNullElse(wrong.getMessage(), "the name is not valid"));
        }
    }
}
