/**
 * What Mailkeep does with OpenPGP certificates, apart from any service: read, judge, minimise, merge, and name them in a Web
 * Key Directory.
 *
 * <p>A certificate (RFC 9580 §10.1; people say "public key") is a primary key, user IDs and subkeys, each followed by the
 * signatures that bind it to the primary key or revoke it. Anyone can add packets to a certificate that travels, so
 * {@link org.mailkeep.openpgp.CertificateReader} is the door: it verifies each signature that claims to be by the primary
 * key, within {@link org.mailkeep.openpgp.CertificateLimits}, and leaves out everything else. What comes in is a
 * {@link org.mailkeep.openpgp.Certificate}, which never needs verifying again.
 *
 * <p>A true signature may still be worthless: revoked, expired, or made with SHA-1. That depends on the moment and on an
 * {@link org.mailkeep.openpgp.AcceptancePolicy}, and {@link org.mailkeep.openpgp.Certificate#judge} answers it. Merging keeps
 * what is worthless, too, because absence of data is never news: a copy without a revocation does not take one back.
 *
 * <p>Bouncy Castle parses the numbers and does the cryptography. Its own certificate class is not used: it verifies lazily
 * and without a bound, and joining two copies with it failed on keys with native Ed25519.
 *
 * <p>Nothing here knows the time, a database or a network. Nothing logs.
 */
@NullMarked
package org.mailkeep.openpgp;

import org.jspecify.annotations.NullMarked;
