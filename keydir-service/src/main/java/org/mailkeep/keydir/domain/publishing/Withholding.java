package org.mailkeep.keydir.domain.publishing;

import java.util.Locale;

/** Why a key is not served for an address. */
public enum Withholding {
    /** The directory does not serve the domain of the address. */
    FOREIGN_DOMAIN("the domain is not served here"),
    /** A customer's domain that is not proven now. */
    DOMAIN_NOT_VERIFIED("the domain has not proven that it wants to be served here"),
    /** The address is not this account's. */
    NOT_OWNER("the account does not hold the address"),
    /** The account does not use the address any more. */
    RETIRED("the address is not in use any more"),
    /** The key has no user ID with exactly this address. */
    NO_MATCHING_USER_ID("no user ID of the key has this address"),
    /** The user ID with this address was revoked; clients are told 404. */
    REVOKED("the user ID with this address was revoked"),
    /** The key or its user ID ended, and so did the time in which it is still shown. */
    EXPIRED("the key has expired"),
    /** By its own dates. */
    NOT_YET_VALID("the key is not valid yet"),
    /** Its algorithm, size or hash is too weak. */
    UNUSABLE("the key is too weak to be relied on"),
    /** A newer key of the account took its place, longer ago than the overlap. */
    SUPERSEDED("a newer key took its place"),
    /** Clients take no more than this from a directory. */
    TOO_LARGE("the answer would be larger than clients take"),
    /** The body held a secret key, of which nothing was kept. */
    SECRET_KEY("the body holds a secret key; treat that key as exposed");

    private final String sentence;

    Withholding(String sentence) {
        this.sentence = sentence;
    }

    /** As in the API and in events. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
