package org.mailkeep.openpgp;

/** What came of reducing a certificate to one user ID. */
public sealed interface Minimised {

    /** The certificate with this user ID and no other. It may be expired or revoked: judge it before use. */
    record WithUserId(Certificate certificate, UserId userId) implements Minimised {}

    /** No user ID with that address has a self-signature that the policy accepts. */
    record NoSuchUserId() implements Minimised {}
}
