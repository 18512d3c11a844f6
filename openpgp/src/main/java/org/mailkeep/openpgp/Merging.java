package org.mailkeep.openpgp;

/** What came of joining two copies of a certificate. */
public sealed interface Merging {

    /**
     * All that either copy had, within the limits.
     *
     * @param changed whether the certificate says more than the copy that was asked
     */
    record Merged(Certificate certificate, boolean changed) implements Merging {}

    /** The copies are not of one key. */
    record DifferentKeys() implements Merging {}
}
