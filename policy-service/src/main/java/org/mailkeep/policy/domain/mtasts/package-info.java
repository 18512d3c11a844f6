/**
 * MTA-STS (RFC 8461): a domain says, in a TXT record and a file served over HTTPS, that mail to it must go out over
 * authenticated TLS and to which hosts.
 *
 * <p>The record ({@link org.mailkeep.policy.domain.mtasts.StsRecord}) only announces the file by an id; the file
 * ({@link org.mailkeep.policy.domain.mtasts.StsPolicy}) holds the policy and is trusted because of the certificate it
 * was served with. {@link org.mailkeep.policy.domain.mtasts.StsState} is what we know of a domain over time.
 */
@NullMarked
package org.mailkeep.policy.domain.mtasts;

import org.jspecify.annotations.NullMarked;
