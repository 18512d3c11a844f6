package org.mailkeep.keydir.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that the provider's mail system has for an account.
 *
 * @param value 1 to 64 letters, digits, dots, hyphens, underscores; it starts with a letter or digit and keeps its case
 */
public record AccountId(String value) implements Comparable<AccountId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an account id is 1 to 64 letters, digits, dots, hyphens or underscores,"
                    + " and starts with a letter or digit");
        }
    }

    /** The id with this text, empty where it is none. */
    public static Optional<AccountId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new AccountId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
