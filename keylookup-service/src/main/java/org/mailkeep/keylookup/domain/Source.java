package org.mailkeep.keylookup.domain;

import java.util.Arrays;
import java.util.Optional;

/** Where a key came from. */
public enum Source {
    /** The directory of our own users' keys. */
    KEYDIR("keydir"),
    /** A Web Key Directory on the host {@code openpgpkey.<domain>} (draft-koch-openpgp-webkey-service §3.1). */
    WKD_ADVANCED("wkd-advanced"),
    /** A Web Key Directory on the domain itself. */
    WKD_DIRECT("wkd-direct"),
    /** A verifying keyserver, which sent a mail to the address before it showed the key. */
    VKS("vks");

    private final String word;

    Source(String word) {
        this.word = word;
    }

    /** As clients see it. */
    public String word() {
        return word;
    }

    /** Whether whoever runs the domain says so: it decides on the addresses below it anyway. */
    public boolean isOfDomain() {
        return this != VKS;
    }

    /** The source of that word. */
    public static Optional<Source> ofWord(String word) {
        return Arrays.stream(values())
                .filter(source -> source.word.equals(word))
                .findFirst();
    }
}
