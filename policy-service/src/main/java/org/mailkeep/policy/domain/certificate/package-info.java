/**
 * As much of X.509 (RFC 5280) as this service judges itself: which public key a certificate, a request or a PEM file
 * holds, and which names a certificate is for. Paths and signatures are the JDK's business.
 */
@NullMarked
package org.mailkeep.policy.domain.certificate;

import org.jspecify.annotations.NullMarked;
